// SPDX-License-Identifier: MIT
// value.c: values by the shapes that descriptors have of them (csp_abi.h).
//
// Owns nothing. A value is a copy of bytes; what it points to is read so that
// nothing can go wrong. Each reader of a shape gives where the next begins.
#include "look/value.h"

#include "base/public.h"
#include <csp_sync.h>

#include <stdlib.h>
#include <string.h>

#include "base/peek.h"
#include "look/out.h"
#include "sync/chan.h"

enum {
    TEXT_MOST = 64,    // characters of a string
    ELEMENTS_MOST = 8, // of an array
    BYTES_MOST = 16,   // of what has no shape
    VALUE_MOST = 4096, // bytes of a variable; those behind are not shown
};

struct value {
    struct out *out; // NULL: it is only passed over
    const unsigned char *at;
    size_t size;
};

static const char *put_value(struct value value, const char *shape);

// -- numbers -----------------------------------------------------------------

static long long integer(struct value value, bool is_signed)
{
    unsigned long long n = 0;
    size_t size = value.size < sizeof n ? value.size : sizeof n;
    memcpy(&n, value.at, size); // little-endian, as all our machines are
    unsigned shift = (unsigned)(sizeof n - size) * 8;
    return is_signed && shift < 64 ? (long long)(n << shift) >> shift
                                   : (long long)n;
}

// Decimal, also what has 16 bytes.
static void put_integer(struct value value, bool is_signed)
{
    __extension__ typedef unsigned __int128 wide;
    char digits[40];
    int n = sizeof digits - 1;
    wide rest;
    if (value.size != sizeof rest) {
        long long is = integer(value, is_signed);
        cspi_out(value.out, is_signed ? "%lld" : "%llu", is);
        return;
    }
    memcpy(&rest, value.at, sizeof rest);
    bool negative = is_signed && value.at[sizeof rest - 1] & 0x80;
    if (negative) rest = 0 - rest;
    for (digits[n] = 0; n == sizeof digits - 1 || rest; rest /= 10)
        digits[--n] = (char)('0' + (int)(rest % 10));
    cspi_out(value.out, "%s%s", negative ? "-" : "", digits + n);
}

static void put_floating(struct value value)
{
    float f;
    double d = 0;
    long double l;
    if (value.size == sizeof f) {
        memcpy(&f, value.at, sizeof f);
        d = (double)f;
    } else if (value.size == sizeof d) {
        memcpy(&d, value.at, sizeof d);
    } else if (value.size == sizeof l) {
        memcpy(&l, value.at, sizeof l);
        d = (double)l;
    }
    cspi_out(value.out, "%.*g", value.size == sizeof f ? 7 : 15, d);
}

static void put_bytes(struct value value)
{
    for (size_t i = 0; i < value.size && i < BYTES_MOST; i++)
        cspi_out(value.out, i ? " %02x" : "bytes %02x", value.at[i]);
    if (value.size > BYTES_MOST) cspi_out(value.out, " ...");
}

// -- text and pointers -------------------------------------------------------

// How many bytes there begin a character of UTF-8 beyond ASCII; 0: none do.
static size_t beyond_ascii(const unsigned char *at, size_t most)
{
    size_t n = *at < 0xc2 ? 0 : *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : 4;
    if (*at > 0xf4 || n > most) return 0;
    for (size_t i = 1; i < n; i++)
        if ((at[i] & 0xc0) != 0x80) return 0;
    bool is_control = *at == 0xc2 && at[1] < 0xa0; // of a terminal
    bool is_half = *at == 0xed && at[1] >= 0xa0;   // of a character of UTF-16
    return is_control || is_half ? 0 : n;
}

// Puts a character; how many bytes it has.
static size_t
put_char(struct out *out, const unsigned char *at, size_t most, char quote)
{
    unsigned char c = *at;
    size_t n = beyond_ascii(at, most);
    if (n)
        cspi_out(out, "%.*s", (int)n, (const char *)at);
    else if (c == '\n')
        cspi_out(out, "\\n");
    else if (c == '\\' || c == (unsigned char)quote)
        cspi_out(out, "\\%c", c);
    else if (c < ' ' || c >= 127)
        cspi_out(out, "\\x%02x", c);
    else
        cspi_out_byte(out, (char)c);
    return n ? n : 1;
}

// Up to a NUL.
static void put_quoted(struct out *out, const unsigned char *at, size_t n)
{
    const unsigned char *end = memchr(at, 0, n);
    size_t all = end ? (size_t)(end - at) : n, i = 0;
    cspi_out_byte(out, '"');
    while (i < all && i < TEXT_MOST)
        i += put_char(out, at + i, all - i, '"');
    cspi_out(out, i < all ? "\"..." : "\"");
}

static void put_text(struct out *out, const unsigned char *at)
{
    unsigned char bytes[TEXT_MOST + 4]; // one more character
    size_t n = 0;
    while (n < sizeof bytes && cspi_peek(&bytes[n], at + n, 1) && bytes[n])
        n++;
    if (!n && !cspi_peek(bytes, at, 1))
        cspi_out(out, "%p", (const void *)at);
    else
        put_quoted(out, bytes, n);
}

static void put_chan(struct out *out, const void *at)
{
    struct chan chan;
    cspi_out(out, "channel %p", at);
    if (!cspi_peek(&chan, at, sizeof chan)) return;
    if (!atomic_load_explicit(&chan.refs, memory_order_relaxed))
        cspi_out(out, " (released)");
    else if (chan.mode == CHAN_PROMISE)
        cspi_out(out, chan.count ? " (given)" : " (not given)");
    else
        cspi_out(out, " (%zu of %zu%s)", chan.count, chan.capacity,
                 chan.closed ? ", closed" : "");
}

static void put_pointer(struct value value, char letter)
{
    const void *at = NULL;
    if (value.size == sizeof at) memcpy(&at, value.at, sizeof at);
    if (!at)
        cspi_out(value.out, "NULL");
    else if (letter == 's')
        put_text(value.out, at);
    else if (letter == 'h')
        put_chan(value.out, at);
    else
        cspi_out(value.out, "%s%p", letter == 't' ? "task " : "", at);
}

// A lock is a channel without a ring, an event one of endless permits.
static void put_gate(struct value value)
{
    struct chan chan;
    if (value.size < sizeof chan) {
        cspi_out(value.out, "?");
        return;
    }
    memcpy(&chan, value.at, sizeof chan);
    if (chan.mode == CHAN_MUTEX)
        cspi_out(value.out, chan.count ? "free mutex" : "locked mutex");
    else if (chan.count > PTRDIFF_MAX / 4)
        cspi_out(value.out, "open");
    else
        cspi_out(value.out, "%zu free", chan.count);
}

static void put_line(struct value value)
{
    struct csp__line line = {0};
    if (value.size == sizeof line) memcpy(&line, value.at, sizeof line);
    cspi_out(value.out, line.csp_first ? "some wait" : "nobody waits");
}

// -- what has parts ----------------------------------------------------------

// Behind "e": {NAME=value,}.
static const char *put_enum(struct value value, const char *shape)
{
    long long n = integer(value, true);
    unsigned long long mask =
        value.size < 8 ? (1ull << 8 * value.size) - 1 : ~0ull;
    bool found = false;
    if (*shape == '{') shape++;
    while (*shape && *shape != '}') {
        size_t length = strcspn(shape, "=,}");
        char *end = NULL;
        if (shape[length] != '=') break;
        long long is = strtoll(shape + length + 1, &end, 10);
        bool equal =
            (((unsigned long long)is ^ (unsigned long long)n) & mask) == 0;
        if (value.out && !found && equal) {
            cspi_out(value.out, "%.*s", (int)length, shape);
            found = true;
        }
        shape = *end == ',' ? end + 1 : end;
    }
    if (value.out && !found) cspi_out(value.out, "%lld", n);
    return *shape == '}' ? shape + 1 : shape;
}

static struct value part(struct value whole, size_t from, size_t size)
{
    struct value value = {whole.out, whole.at + from, size};
    if (from > whole.size || size > whole.size - from)
        value = (struct value){NULL, whole.at, 0};
    return value;
}

// Is it a number that may be negative?
static bool is_signed(const char *shape)
{
    const char *minus = *shape == 'e' ? strstr(shape, "=-") : NULL;
    return *shape == 'i' || (minus && minus < strchr(shape, '}'));
}

static const char *
put_bits(struct value whole, size_t bit, size_t width, const char *shape)
{
    unsigned long long n = 0;
    for (size_t i = 0; i < width && i < 64; i++)
        if (bit + i < whole.size * 8 &&
            whole.at[(bit + i) / 8] >> (bit + i) % 8 & 1)
            n |= 1ull << i;
    if (is_signed(shape) && width < 64 && n >> (width - 1) & 1)
        n |= ~0ull << width;
    return put_value(
        (struct value){whole.out, (const unsigned char *)&n, sizeof n}, shape);
}

// NAME@OFFSET+SIZE:SHAPE or NAME@BIT/WIDTH:SHAPE.
static const char *put_member(struct value whole, const char *shape)
{
    size_t length = strcspn(shape, "@}");
    char *end;
    if (shape[length] != '@') return "";
    if (whole.out && length) cspi_out(whole.out, "%.*s = ", (int)length, shape);
    size_t from = strtoul(shape + length + 1, &end, 10);
    bool bits = *end == '/';
    size_t size = *end ? strtoul(end + 1, &end, 10) : 0;
    shape = *end == ':' ? end + 1 : end;
    return bits && size ? put_bits(whole, from, size, shape)
                        : put_value(part(whole, from, size), shape);
}

static const char *put_record(struct value value, const char *shape)
{
    if (value.out) cspi_out(value.out, "{");
    while (*shape && *shape != '}') {
        if (*shape == ',') {
            if (value.out) cspi_out(value.out, ", ");
            shape++;
        }
        if (strncmp(shape, "...", 3) == 0) {
            if (value.out) cspi_out(value.out, ", ...");
            shape += 3;
        } else {
            shape = put_member(value, shape);
        }
    }
    if (value.out) cspi_out(value.out, "}");
    return *shape ? shape + 1 : shape;
}

// So many of them, of a size each; or text.
static void put_elements(struct value value, const char *shape, size_t size,
                         size_t shown, size_t count)
{
    if (*shape == 'c') {
        put_quoted(value.out, value.at, value.size);
        return;
    }
    cspi_out(value.out, "{");
    for (size_t i = 0; i < shown; i++) {
        if (i) cspi_out(value.out, ", ");
        put_value(part(value, i * size, size), shape);
    }
    cspi_out(value.out, shown < count ? ", ...}" : "}");
}

// Behind "[": COUNT+SIZE]SHAPE.
static const char *put_array(struct value value, const char *shape)
{
    char *end;
    size_t count = strtoul(shape, &end, 10);
    size_t size = *end == '+' ? strtoul(end + 1, &end, 10) : 0;
    shape = *end == ']' ? end + 1 : end;
    const char *next = put_value((struct value){NULL, value.at, 0}, shape);
    if (!value.out) return next;
    size_t shown = count < ELEMENTS_MOST ? count : ELEMENTS_MOST;
    put_elements(value, shape, size, shown, count);
    return next;
}

// Behind "v": SIZE]SHAPE. The value is an address and, if that is known, how
// many elements there are.
static const char *put_far_array(struct value value, const char *shape)
{
    static CSPI_COPIES unsigned char bytes[64 * ELEMENTS_MOST];
    struct {
        const unsigned char *at;
        size_t count;
    } array = {0};
    char *end;
    size_t size = strtoul(shape, &end, 10);
    shape = *end == ']' ? end + 1 : end;
    const char *next = put_value((struct value){NULL, value.at, 0}, shape);
    if (!value.out) return next;
    if (value.size <= sizeof array) memcpy(&array, value.at, value.size);
    size_t most = *shape == 'c' ? TEXT_MOST + 1 : ELEMENTS_MOST,
           n = array.count < most ? array.count : most;
    if (size && n > sizeof bytes / size) n = sizeof bytes / size;
    if (!n || !cspi_peek(bytes, array.at, n * size))
        cspi_out(value.out, "%p", (const void *)array.at);
    else
        put_elements((struct value){value.out, bytes, n * size}, shape, size, n,
                     array.count);
    return next;
}

static const char *put_value(struct value value, const char *shape)
{
    char letter = *shape ? *shape++ : '?';
    switch (letter) { // dispatch
    case 'e': return put_enum(value, shape);
    case '{': return put_record(value, shape);
    case '[': return put_array(value, shape);
    case 'v': return put_far_array(value, shape);
    default: break;
    }
    if (!value.out) return shape;
    switch (letter) {
    case 'i':
    case 'u': put_integer(value, letter == 'i'); break;
    case 'b':
        cspi_out(value.out, integer(value, false) ? "true" : "false");
        break;
    case 'c':
        cspi_out_byte(value.out, '\'');
        put_char(value.out, value.at, 1, '\'');
        cspi_out_byte(value.out, '\'');
        break;
    case 'f': put_floating(value); break;
    case 'g': put_gate(value); break;
    case 'q': put_line(value); break;
    case 'p':
    case 's':
    case 'h':
    case 't': put_pointer(value, letter); break;
    default: put_bytes(value);
    }
    return shape;
}

// -- variables ---------------------------------------------------------------

// Its shape, if it has a meaning at suspension number `resume`; or NULL.
static const char *shape_of(const struct csp_descriptor *coroutine,
                            const struct csp_field *field, unsigned resume)
{
    if (!(coroutine->flags & CSP_COROUTINE_SHAPES) || !*field->name)
        return NULL;
    const char *shape = field->type + strlen(field->type) + 1;
    const char *kept = strchr(shape, ' ');
    if (!kept) return NULL;
    if (kept[1] == '*') return shape;
    for (const char *at = kept + 1; *at >= '0' && *at <= '9';) {
        char *end;
        if (strtoul(at, &end, 10) == resume) return shape;
        at = *end == ',' ? end + 1 : end;
    }
    return NULL;
}

// next: the field behind it, or NULL. Of an array of variable length it may be
// the length.
static void put_local(struct out *out, const struct csp_field *field,
                      const struct csp_field *next, const char *shape,
                      const struct csp_frame *where)
{
    static CSPI_COPIES unsigned char bytes[VALUE_MOST]; // one thread at a time
    size_t size = field->size < sizeof bytes ? field->size : sizeof bytes;
    cspi_out(out, "%s = ", field->name);
    if (!cspi_peek(bytes, (const char *)where + field->offset, size)) {
        cspi_out(out, "(not readable)");
        return;
    }
    if (*shape == 'v' && next && !*next->name && next->size == sizeof(size_t) &&
        cspi_peek(bytes + size, (const char *)where + next->offset, next->size))
        size += next->size;
    put_value((struct value){out, bytes, size}, shape);
}

void cspi_value_locals(struct out *out, const char *indent,
                       const struct csp_descriptor *coroutine,
                       const struct csp_frame *frame,
                       const struct csp_frame *where)
{
    for (unsigned i = 0; i < coroutine->field_count; i++) {
        const struct csp_field *field = &coroutine->fields[i];
        const char *shape = shape_of(coroutine, field, frame->resume);
        if (!shape) continue;
        cspi_out(out, "%s", indent);
        put_local(out, field, i + 1 < coroutine->field_count ? field + 1 : NULL,
                  shape, where);
        cspi_out_byte(out, '\n');
    }
}

const void *cspi_value_of_type(const struct csp_descriptor *coroutine,
                               const struct csp_frame *frame,
                               const struct csp_frame *where, const char *type)
{
    const void *is;
    for (unsigned i = 0; i < coroutine->field_count; i++) {
        const struct csp_field *field = &coroutine->fields[i];
        if (shape_of(coroutine, field, frame->resume) &&
            strcmp(field->type, type) == 0 &&
            cspi_peek(&is, (const char *)where + field->offset, sizeof is))
            return is;
    }
    return NULL;
}

const struct csp_field *
cspi_value_of_chan(const struct csp_descriptor *coroutine,
                   const struct csp_frame *frame, const struct csp_frame *where,
                   const struct chan *chan)
{
    const void *is;
    for (unsigned i = 0; i < coroutine->field_count; i++) {
        const struct csp_field *field = &coroutine->fields[i];
        const char *shape = shape_of(coroutine, field, frame->resume);
        if (shape && *shape == 'h' &&
            cspi_peek(&is, (const char *)where + field->offset, sizeof is) &&
            is == chan)
            return field;
    }
    return NULL;
}
