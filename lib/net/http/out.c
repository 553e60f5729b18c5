// SPDX-License-Identifier: MIT
// out.c: a message as it is written. Owns nothing; invariant: what has been
// sent is a beginning of the message that was promised, or it is broken, and
// the connection ends.
#include "http.h"

#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

enum { SMALL_BYTES = 2048 }; // of a body, to go out with its head

void csp__http_out_init(struct csp_http_out *out, struct csp_stream *stream)
{
    memset(out, 0, offsetof(struct csp_http_out, text));
    out->stream = stream;
    out->minor = 1;
}

// -- the head ----------------------------------------------------------------

int csp__http_prepend(struct csp_http_out *out, const char *line, size_t n)
{
    if (n > sizeof out->text - out->used) return http_fail(ENOBUFS);
    memmove(out->text + n, out->text, out->used);
    memcpy(out->text, line, n);
    out->used += n;
    return 0;
}

int csp__http_append(struct csp_http_out *out, const char *name,
                     const char *value, size_t most)
{
    size_t name_length = strlen(name), value_length = strlen(value);
    size_t n = name_length + value_length + 4;
    if (out->used > most || n > most - out->used) return http_fail(ENOBUFS);
    char *at = out->text + out->used;
    memcpy(at, name, name_length);
    memcpy(at + name_length, ": ", 2);
    memcpy(at + name_length + 2, value, value_length);
    memcpy(at + n - 2, "\r\n", 2);
    out->used += n;
    return 0;
}

// `other` is in small letters. Most names begin with another one.
static bool is_named(const char *name, const char *other)
{
    return (name[0] | 32) == other[0] && strcasecmp(name, other) == 0;
}

static bool is_framing(const char *name)
{
    return is_named(name, "content-length") ||
           is_named(name, "transfer-encoding") || is_named(name, "connection");
}

int csp_http_set(struct csp_http_out *out, const char *name, const char *value)
{
    if (out->sent) return http_fail(EALREADY);
    if (!csp__http_is_token(name, strlen(name)) || is_framing(name) ||
        !csp__http_is_text(value, strlen(value)))
        return http_fail(EINVAL);
    if (is_named(name, "date")) out->has_date = true;
    return csp__http_append(out, name, value, HTTP_SET_BYTES);
}

int csp_http_setf(struct csp_http_out *out, const char *name,
                  const char *format, ...)
{
    char value[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(value, sizeof value, format, args);
    va_end(args);
    if (n < 0) return -1;
    if ((size_t)n >= sizeof value) return http_fail(ENOBUFS);
    return csp_http_set(out, name, value);
}

void csp_http_close(struct csp_http_out *out)
{
    out->close = true;
}

int csp_http_begun(const struct csp_http_out *out)
{
    return out->status;
}

int64_t csp_http_written(const struct csp_http_out *out)
{
    return out->written;
}

int csp_http_begin(struct csp_http_out *out, int status, int64_t length)
{
    if (out->begun) return http_fail(EALREADY);
    if (status < 200 || status > 999 || length < -1) return http_fail(EINVAL);
    out->begun = true;
    out->status = status;
    out->length = length;
    if (status == 204 || status == 304) out->is_empty = true;
    if (length >= 0) return 0;
    if (out->minor)
        out->chunked = true;
    else
        out->close = true; // by which its end is known
    return 0;
}

// Behind what was set, into the room that is kept for it.
static void
add_own(struct csp_http_out *out, const char *name, const char *value)
{
    csp__http_append(out, name, value, sizeof out->text);
}

// One that is not below 0, in decimal, ended by a 0.
static const char *decimal(int64_t number, char text[24])
{
    char *at = text + 23;
    *at = 0;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    return at;
}

static void add_framing(struct csp_http_out *out)
{
    char digits[24];
    if (out->status == 204 || out->status == 304)
        ;
    else if (out->chunked)
        add_own(out, "Transfer-Encoding", "chunked");
    else if (out->length >= 0 && !(out->is_request && out->is_empty))
        add_own(out, "Content-Length", decimal(out->length, digits));
    if (out->close)
        add_own(out, "Connection", "close");
    else if (!out->minor)
        add_own(out, "Connection", "keep-alive");
}

static void add_status_line(struct csp_http_out *out)
{
    char line[64] = "HTTP/1.1 ", digits[24];
    const char *reason = csp_http_reason(out->status);
    size_t n = strlen(reason);
    memcpy(line + 9, decimal(out->status, digits), 3);
    line[12] = ' ';
    memcpy(line + 13, reason, n);
    memcpy(line + 13 + n, "\r\n", 2);
    csp__http_prepend(out, line, n + 15);
}

// The head in whole, once.
static struct iovec make_head(struct csp_http_out *out)
{
    if (out->sent) return (struct iovec){out->text, 0};
    if (!out->is_request) {
        if (!out->has_date) add_own(out, "Date", csp__http_today());
        add_status_line(out);
    }
    add_framing(out);
    memcpy(out->text + out->used, "\r\n", 2);
    out->used += 2;
    out->sent = true;
    return (struct iovec){out->text, out->used};
}

// A client that waits to be asked for its body is not asked any more, now that
// a response begins; so it may never send it, and nobody knows.
static void stop_asking(struct csp_http_out *out)
{
    struct http_in *in = out->asked;
    if (!in || out->sent || !csp_mutex_lock(&in->asking)) return;
    in->unsaid = false;
    if (in->expects) out->close = true;
    csp_mutex_unlock(&in->asking);
}

// -- the body ----------------------------------------------------------------

// Past pieces that are used up.
static bool is_left(struct iovec **v, int *n)
{
    for (; *n && (*v)->iov_len == 0; ++*v, --*n)
        continue;
    return *n > 0;
}

// All of them, as long as the other side keeps its pace: how many bytes.
static ssize_t
send_all(struct csp_http_out *out, struct iovec *v, int n, int64_t deadline)
{
    ssize_t all = 0;
    while (is_left(&v, &n)) {
        int64_t began = csp_now();
        int64_t until = csp__http_until(&out->pace, began, deadline);
        ssize_t moved = csp_stream_writev_dl(out->stream, v, n, until);
        csp__http_waited(&out->pace, began, moved);
        if (moved > 0) all += moved;
        if (!is_left(&v, &n)) break;
        if (moved > 0 && errno == ETIMEDOUT && until < deadline) continue;
        out->broken = true;
        break;
    }
    return all;
}

// n bytes of the body out of `all` that have moved with `before` others.
static ssize_t
count(struct csp_http_out *out, ssize_t all, size_t before, size_t n)
{
    ssize_t moved = all - (ssize_t)before;
    if (moved > (ssize_t)n) moved = (ssize_t)n;
    if (moved < 0) moved = 0;
    out->written += moved;
    return out->broken && moved == 0 ? -1 : moved;
}

// Begins what has not begun; 0, or -1: there is no room for n bytes more.
static int prepare(struct csp_http_out *out, size_t n)
{
    if (!out->begun && csp_http_begin(out, 200, -1) < 0) return -1;
    if (out->broken || out->ended) return http_fail(EPIPE);
    if (out->length >= 0 && (int64_t)n > out->length - out->written)
        return http_fail(EMSGSIZE);
    stop_asking(out);
    return 0;
}

// Is there room for n bytes of the body behind the head? One piece costs the
// kernel less than two.
static bool
is_small(const struct csp_http_out *out, const struct iovec *head, size_t n)
{
    return head->iov_len && !out->chunked && n <= SMALL_BYTES &&
           n <= sizeof out->text - out->used;
}

csp_operation ssize_t csp_http_write_dl(struct csp_http_out *out, const void *p,
                                        size_t n, int64_t deadline)
{
    char size[24];
    if (prepare(out, n) < 0) return -1;
    struct iovec v[4] = {make_head(out)};
    if (out->is_empty || n == 0) {
        send_all(out, v, 1, deadline);
        if (!out->broken) out->written += (int64_t)n;
        return out->broken ? -1 : (ssize_t)n;
    }
    if (out->chunked)
        v[1] = (struct iovec){
            size, (size_t)snprintf(size, sizeof size, "%zx\r\n", n)};
    size_t before = v[0].iov_len + v[1].iov_len;
    if (is_small(out, &v[0], n)) {
        memcpy((char *)v[0].iov_base + before, p, n);
        v[0].iov_len += n;
        return count(out, send_all(out, v, 1, deadline), before, n);
    }
    v[2] = (struct iovec){(void *)p, n};
    if (out->chunked) v[3] = (struct iovec){(void *)"\r\n", 2};
    return count(out, send_all(out, v, 4, deadline), before, n);
}

// Bytes of a file as they are.
static ssize_t send_file(struct csp_http_out *out, int file, off_t *at,
                         size_t n, int64_t deadline)
{
    ssize_t all = 0;
    while (n) {
        int64_t began = csp_now();
        int64_t until = csp__http_until(&out->pace, began, deadline);
        ssize_t moved = csp_stream_sendfile_dl(out->stream, file, at, n, until);
        csp__http_waited(&out->pace, began, moved);
        if (moved > 0) all += moved, n -= (size_t)moved;
        if (n == 0) break;
        if (moved > 0 && errno == ETIMEDOUT && until < deadline) continue;
        out->broken = true;
        return all ? all : -1;
    }
    return all;
}

csp_operation ssize_t csp_http_sendfile_dl(struct csp_http_out *out, int file,
                                           off_t *at, size_t n,
                                           int64_t deadline)
{
    char size[24];
    if (prepare(out, n) < 0) return -1;
    bool in_chunk = out->chunked && n && !out->is_empty;
    struct iovec v[2] = {make_head(out)};
    if (in_chunk)
        v[1] = (struct iovec){
            size, (size_t)snprintf(size, sizeof size, "%zx\r\n", n)};
    send_all(out, v, 2, deadline);
    if (out->broken) return -1;
    if (out->is_empty) return out->written += (int64_t)n, (ssize_t)n;
    ssize_t moved = send_file(out, file, at, n, deadline);
    if (moved > 0) out->written += moved;
    v[0] = (struct iovec){(void *)"\r\n", 2};
    if (in_chunk && !out->broken) send_all(out, v, 1, deadline);
    return moved;
}

csp_operation int csp_http_reply_dl(struct csp_http_out *out, int status,
                                    const void *p, size_t n, int64_t deadline)
{
    if (csp_http_begin(out, status, (int64_t)n) < 0) return -1;
    ssize_t moved = csp_http_write_dl(out, p, n, deadline);
    return moved == (ssize_t)n && !out->broken ? 0 : -1;
}

// The head, unless it has been sent, and the end: 0, or -1 and errno.
static int send_end(struct csp_http_out *out, int64_t deadline)
{
    stop_asking(out);
    if (out->chunked && !out->sent) { // nothing was written
        out->chunked = false;
        out->length = 0;
    }
    struct iovec v[2] = {make_head(out)};
    if (out->chunked && !out->is_empty)
        v[1] = (struct iovec){(void *)"0\r\n\r\n", 5};
    send_all(out, v, 2, deadline);
    return out->broken ? -1 : 0;
}

csp_operation int csp_http_end_dl(struct csp_http_out *out, int64_t deadline)
{
    if (out->ended) return 0;
    if (out->broken) return http_fail(EPIPE);
    if (!out->begun) return http_fail(EINVAL);
    if (!http_is_whole(out) && send_end(out, deadline) < 0) return -1;
    if (!out->is_empty && out->length > out->written) {
        out->broken = true; // less than was promised
        return http_fail(EINVAL);
    }
    out->ended = true;
    return out->is_alone ? csp_stream_shut_dl(out->stream, deadline) : 0;
}
