// SPDX-License-Identifier: MIT
// head.c: heads between HTTP/2 and HTTP/1.1. One that comes is written down as
// HTTP/1.1 has it and understood by the code for that: so what is refused there
// is refused here, and nobody sees a difference. One that goes comes as text
// and is taken apart.
#include "http2.h"

#include <stdio.h>
#include <stdlib.h>

// -- a head that comes -------------------------------------------------------

static bool put(struct http2_bytes *to, const char *text)
{
    return csp__http2_put(to, text, strlen(text));
}

static bool is(const char *name, size_t n, const char *other)
{
    return n == strlen(other) && memcmp(name, other, n) == 0;
}

// ":method" and its kin, of which nghttp2 lets none come twice. The scheme is
// known.
static void
set_pseudo(struct http2_stream *stream, const char *name, size_t n, char *copy)
{
    const char **to = is(name, n, ":method")      ? &stream->method
                      : is(name, n, ":path")      ? &stream->target
                      : is(name, n, ":authority") ? &stream->host
                                                  : NULL;
    if (to && !*to)
        *to = copy;
    else
        free(copy);
}

static bool put_field(struct http2_bytes *head, const char *name, size_t n,
                      const char *value, size_t m)
{
    return csp__http2_put(head, name, n) && put(head, ": ") &&
           csp__http2_put(head, value, m) && put(head, "\r\n");
}

// The status comes first, and nghttp2 sees to it that it is one.
static bool put_response_field(struct http2_bytes *head, const char *name,
                               size_t n, const char *value, size_t m)
{
    if (name[0] != ':') return put_field(head, name, n, value, m);
    return put(head, "HTTP/1.1 ") && csp__http2_put(head, value, m) &&
           put(head, " \r\n");
}

bool csp__http2_field(struct http2_stream *stream, const char *name, size_t n,
                      const char *value, size_t m)
{
    size_t has = stream->head.end + stream->cookie.end;
    if (has + n + m + 4 > stream->connection->head_bytes) stream->status = 431;
    if (stream->status) return true; // what comes now is only counted
    if (!csp__http_is_text(value, m)) return stream->status = 400, true;
    if (stream->connection->is_client)
        return put_response_field(&stream->head, name, n, value, m);
    if (name[0] == ':') {
        char *copy = strndup(value, m);
        if (copy) set_pseudo(stream, name, n, copy);
        return copy;
    }
    if (is(name, n, "cookie")) // its crumbs are one field to HTTP/1.1
        return (!stream->cookie.end || put(&stream->cookie, "; ")) &&
               csp__http2_put(&stream->cookie, value, m);
    struct http2_bytes *head = &stream->head;
    if (is(name, n, "host")) {
        if (stream->host) return true;
        stream->host = strndup(value, m);
        return stream->host;
    }
    return put_field(head, name, n, value, m);
}

// -- a request ---------------------------------------------------------------

// The head in whole, in stream->head: false, memory is out.
static bool write_down(struct http2_stream *stream)
{
    struct http2_bytes fields = stream->head, *head = &stream->head;
    const char *target = stream->target ? stream->target : stream->host;
    *head = (struct http2_bytes){0};
    bool done =
        put(head, stream->method) && put(head, " ") &&
        put(head, target ? target : "*") && put(head, " HTTP/1.1\r\nHost: ") &&
        put(head, stream->host ? stream->host : "") && put(head, "\r\n");
    if (done && fields.end)
        done = csp__http2_put(head, fields.data, fields.end);
    if (done && stream->cookie.end)
        done = put(head, "cookie: ") &&
               csp__http2_put(head, stream->cookie.data, stream->cookie.end) &&
               put(head, "\r\n");
    done = done && put(head, "\r\n");
    csp__http2_drop(&fields);
    csp__http2_drop(&stream->cookie);
    return done;
}

// How the body ends is known otherwise than in HTTP/1.1.
static void set_body(struct http_in *in, bool is_over)
{
    if (is_over) {
        in->body = HTTP_NONE;
        in->over = true;
        in->shown.length = 0;
    } else if (in->body != HTTP_LENGTH || in->over) {
        in->body = HTTP_TO_THE_END;
        in->over = false;
        in->left = in->shown.length = -1;
    }
}

void csp__http2_request(struct http2_stream *stream)
{
    memset(&stream->in, 0, offsetof(struct http_in, fields));
    if (stream->status) return;
    stream->status = 500;
    if (!write_down(stream)) return;
    stream->status = csp__http_request_head(&stream->in, stream->head.data,
                                            stream->head.end);
    if (stream->status == 0) set_body(&stream->in, stream->in_over);
}

// -- a response --------------------------------------------------------------

// Those with a status below 200 only say that another will come.
void csp__http2_response(struct http2_stream *stream)
{
    static const char early[] = "HTTP/1.1 1";
    struct http2_bytes *head = &stream->head;
    bool is_asked_by_head = strncmp(stream->out.text, "HEAD ", 5) == 0;
    if (!stream->status && head->end >= sizeof early &&
        memcmp(head->data, early, sizeof early - 1) == 0) {
        head->end = 0;
        return;
    }
    stream->head_over = true;
    if (stream->status) return;
    stream->status = 500;
    if (!put(head, "\r\n")) return;
    stream->status = csp__http_response_head(&stream->in, head->data, head->end,
                                             is_asked_by_head);
    if (stream->status == 0) set_body(&stream->in, stream->in_over);
}

// -- a head that goes --------------------------------------------------------

enum { FIELDS = 300 }; // more do not fit into what csp_http_set takes

// Fields of HTTP/1 alone, about a connection.
static bool is_of_connection(const char *name, size_t n)
{
    return is(name, n, "connection") || is(name, n, "keep-alive") ||
           is(name, n, "proxy-connection") || is(name, n, "upgrade") ||
           is(name, n, "transfer-encoding");
}

// "Name: value" at `line`, of which the name is made small.
static nghttp2_nv field_of(char *line, size_t n)
{
    char *colon = memchr(line, ':', n);
    size_t length = (size_t)(colon - line);
    for (char *at = line; at < colon; at++)
        if (*at >= 'A' && *at <= 'Z') *at = (char)(*at + 'a' - 'A');
    return (nghttp2_nv){.name = (uint8_t *)line,
                        .namelen = length,
                        .value = (uint8_t *)colon + 2,
                        .valuelen = n - length - 2};
}

// All lines behind the first.
static size_t fields_of(char *text, size_t n, nghttp2_nv *fields)
{
    size_t count = 0;
    char *line = memchr(text, '\n', n), *end = text + n;
    for (line++; line < end && *line != '\r' && count < FIELDS;) {
        char *cr = memchr(line, '\r', (size_t)(end - line));
        fields[count] = field_of(line, (size_t)(cr - line));
        if (!is_of_connection(line, fields[count].namelen)) count++;
        line = cr + 2;
    }
    return count;
}

static nghttp2_nv pseudo(const char *name, const char *value, size_t n)
{
    return (nghttp2_nv){.name = (uint8_t *)name,
                        .namelen = strlen(name),
                        .value = (uint8_t *)value,
                        .valuelen = n};
}

static int errno_of(ssize_t result)
{
    return result >= 0 ? 0 : result == NGHTTP2_ERR_NOMEM ? ENOMEM : EPIPE;
}

int csp__http2_respond(struct http2_stream *stream,
                       const nghttp2_data_provider *body)
{
    char status[12];
    nghttp2_nv fields[FIELDS + 1];
    struct csp_http_out *out = &stream->out;
    int digits = snprintf(status, sizeof status, "%d", out->status);
    fields[0] = pseudo(":status", status, (size_t)digits);
    size_t count = 1 + fields_of(out->text, out->used, fields + 1);
    return errno_of(nghttp2_submit_response(stream->connection->session,
                                            stream->id, fields, count, body));
}

// "GET /x HTTP/1.1", and the Host on the line behind it.
int csp__http2_ask(struct http2_stream *stream,
                   const nghttp2_data_provider *body)
{
    nghttp2_nv fields[FIELDS + 4];
    struct http2 *connection = stream->connection;
    char *text = stream->out.text, *target = strchr(text, ' ') + 1;
    size_t count = 3 + fields_of(text, stream->out.used, fields + 3);
    nghttp2_nv host = fields[3];
    fields[0] = pseudo(":method", text, (size_t)(target - 1 - text));
    fields[1] =
        pseudo(":scheme", connection->scheme, strlen(connection->scheme));
    fields[2] = pseudo(":path", target, strcspn(target, " "));
    fields[3] = pseudo(":authority", (char *)host.value, host.valuelen);
    int32_t id = nghttp2_submit_request(connection->session, NULL, fields,
                                        count, body, stream);
    if (id > 0) stream->id = id;
    return errno_of(id);
}
