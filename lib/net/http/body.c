// SPDX-License-Identifier: MIT
// body.c: the body of a message, read in pieces. Owns nothing; what is wrong
// once is wrong for good, since nobody knows where the next message begins.
#include "http.h"

#include <stdlib.h>

static ssize_t broken(struct http_in *in, int error)
{
    in->broken = error;
    return http_fail(error);
}

// The other side has kept us waiting for too long.
static ssize_t check_pace(struct http_in *in, ssize_t got)
{
    bool is_late =
        got < 0 && errno == ETIMEDOUT && in->pace.bytes && in->pace.left <= 0;
    return is_late ? broken(in, ETIMEDOUT) : got;
}

// -- bytes as they come ------------------------------------------------------

// Of those read ahead, or straight from the stream.
static ssize_t take(struct http_in *in, void *p, size_t n, int64_t deadline)
{
    struct http_source *source = in->source;
    size_t held = http_held(source);
    if (held) {
        if (n > held) n = held;
        memcpy(p, source->data + source->at, n);
        source->at += n;
        return (ssize_t)n;
    }
    int64_t began = csp_now();
    ssize_t got = csp_stream_read_dl(
        source->stream, p, n, csp__http_until(&in->pace, began, deadline));
    csp__http_waited(&in->pace, began, got);
    return check_pace(in, got);
}

static ssize_t more(struct http_in *in, int64_t deadline)
{
    int64_t began = csp_now();
    ssize_t got =
        csp__http_more(in->source, csp__http_until(&in->pace, began, deadline));
    csp__http_waited(&in->pace, began, got);
    if (got == 0 || (got < 0 && errno == EMSGSIZE)) return broken(in, EPROTO);
    return check_pace(in, got);
}

// The next line, of at most so many bytes, with its end: its length.
static ssize_t
take_line(struct http_in *in, const char **line, size_t most, int64_t deadline)
{
    struct http_source *source = in->source;
    for (;;) {
        const char *from = source->data + source->at;
        const char *end = memchr(from, '\n', http_held(source));
        size_t n = end ? (size_t)(end - from) + 1 : http_held(source);
        if (n > most) return broken(in, EPROTO);
        if (end && (n < 2 || end[-1] != '\r')) return broken(in, EPROTO);
        if (end) {
            *line = from;
            source->at += n;
            return (ssize_t)n;
        }
        if (more(in, deadline) < 0) return -1;
    }
}

// -- chunks ------------------------------------------------------------------

// "1a2b\r\n", or with ";extensions" behind it: -1: not so.
static int64_t chunk_size(const char *line, size_t n)
{
    size_t digits = strspn(line, "0123456789abcdefABCDEF");
    if (digits == 0 || digits > 15) return -1;
    if (line[digits] != '\r' && line[digits] != ';') return -1;
    if (!csp__http_is_text(line + digits, n - 2 - digits)) return -1;
    return strtoll(line, NULL, 16);
}

static int read_size(struct http_in *in, int64_t deadline)
{
    const char *line;
    ssize_t n = take_line(in, &line, HTTP_LINE_BYTES, deadline);
    if (n < 0) return -1;
    in->left = chunk_size(line, (size_t)n);
    if (in->left < 0) return (int)broken(in, EPROTO);
    in->chunk = in->left ? CHUNK_DATA : CHUNK_TRAILER;
    return 0;
}

// The line end behind a chunk's data.
static int read_line_end(struct http_in *in, int64_t deadline)
{
    const char *line;
    ssize_t n = take_line(in, &line, 2, deadline);
    if (n < 0) return -1;
    in->chunk = CHUNK_SIZE;
    return 0;
}

static int read_trailer(struct http_in *in, int64_t deadline)
{
    const char *line;
    ssize_t n = take_line(in, &line, HTTP_TRAILER_BYTES, deadline);
    if (n < 0) return -1;
    in->trailer += (size_t)n;
    in->over = n == 2;
    bool is_right = in->over || csp__http_is_field_line(line, (size_t)n - 2);
    if (!is_right || in->trailer > HTTP_TRAILER_BYTES)
        return (int)broken(in, EPROTO);
    return 0;
}

// As far as the next byte of data, or the end.
static int to_data(struct http_in *in, int64_t deadline)
{
    while (!in->over && in->chunk != CHUNK_DATA) {
        int done = in->chunk == CHUNK_SIZE   ? read_size(in, deadline)
                   : in->chunk == CHUNK_CRLF ? read_line_end(in, deadline)
                                             : read_trailer(in, deadline);
        if (done < 0) return -1;
    }
    return 0;
}

// -- the body ----------------------------------------------------------------

// Those n bytes of data have been read.
static ssize_t count(struct http_in *in, ssize_t got)
{
    if (got < 0) return got;
    if (got == 0 && in->body != HTTP_TO_THE_END) return broken(in, EPROTO);
    in->read += got;
    if (in->body == HTTP_TO_THE_END)
        in->over = got == 0;
    else
        in->left -= got;
    if (in->left == 0 && in->body == HTTP_LENGTH) in->over = true;
    if (in->left == 0 && in->body == HTTP_CHUNKED) in->chunk = CHUNK_CRLF;
    return got;
}

// No more of it is taken: but it may be at its end.
static ssize_t end_at_most(struct http_in *in, int64_t deadline)
{
    char byte;
    if (in->body != HTTP_TO_THE_END) return broken(in, EMSGSIZE);
    ssize_t got = take(in, &byte, 1, deadline);
    return got > 0 ? broken(in, EMSGSIZE) : count(in, got);
}

static int say_go_on(struct http_in *in, int64_t deadline)
{
    static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
    ssize_t n = (ssize_t)sizeof line - 1;
    ssize_t moved =
        csp_stream_write_dl(in->source->stream, line, (size_t)n, deadline);
    return moved == n ? 0 : (int)broken(in, errno);
}

// Where the response has begun it cannot be said any more: the client goes on
// by itself, or never.
static int ask_to_go_on(struct http_in *in, int64_t deadline)
{
    int said = 0;
    if (http_held(in->source)) in->expects = false; // it did not wait for that
    if (!in->expects || !csp_mutex_lock(&in->asking)) return 0;
    if (in->unsaid) {
        in->expects = false;
        said = say_go_on(in, deadline);
    }
    csp_mutex_unlock(&in->asking);
    return said;
}

csp_operation ssize_t csp_http_read_dl(struct csp_http_in *shown, void *p,
                                       size_t n, int64_t deadline)
{
    struct http_in *in = (struct http_in *)shown;
    if (in->broken) return http_fail(in->broken);
    if (!in->over && ask_to_go_on(in, deadline) < 0) return -1;
    if (in->body == HTTP_CHUNKED && to_data(in, deadline) < 0) return -1;
    errno = 0;
    if (in->over || n == 0) return 0;
    if (in->body != HTTP_TO_THE_END && (int64_t)n > in->left)
        n = (size_t)in->left;
    if (in->most >= 0 && in->read + (int64_t)n > in->most) {
        n = (size_t)(in->most - in->read);
        if (n == 0) return end_at_most(in, deadline);
    }
    return count(in, take(in, p, n, deadline));
}

bool csp__http_skip(struct http_in *in, int64_t most, char *p, size_t n)
{
    for (int64_t skipped = 0; !in->over && skipped <= most;) {
        ssize_t got = csp_http_read(&in->shown, p, n);
        if (got < 0) return false;
        skipped += got;
    }
    return in->over;
}
