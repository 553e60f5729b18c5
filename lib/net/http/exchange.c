// SPDX-License-Identifier: MIT
// exchange.c: requests and their responses, a server's side. What one exchange
// needs, an http_exchange, is there from the first byte of a request until its
// response has gone out and no other request has come.
#include "http.h"

#include <stdio.h>
#include <stdlib.h>

struct http_exchange {
    struct http_source source;
    const struct csp_http_service *service;
    const struct csp_addr *peer;
    struct http_in in;
    struct csp_http_out out;
    char data[]; // the source's
};

enum { DRAIN_BYTES = 65536 }; // of a body that the handler has not read

// == What the server of HTTP/2 does, too =====================================

static struct http_pace pace_of(const struct csp_http_service *service)
{
    int64_t stall = http_or(service->stall_ns, HTTP_STALL_NS);
    int64_t bytes = http_or(service->pace_bytes, 500);
    return (struct http_pace){.left = stall, .stall = stall, .bytes = bytes};
}

void csp__http_prepare(struct http_in *in, struct csp_http_out *out,
                       const struct csp_addr *peer,
                       const struct csp_http_service *service)
{
    in->pace = out->pace = pace_of(service);
    in->most = http_or(service->body_bytes, 1 << 20);
    in->shown.peer = peer;
    in->unsaid = true;
    in->expects = in->expects && !in->over; // there is a body to ask for
    in->asking = (csp_mutex)CSP_MUTEX_INIT;
    out->asked = in->expects ? in : NULL;
}

int csp__http_unanswered(const struct http_in *in)
{
    return in->broken == EMSGSIZE    ? 413
           : in->broken == ETIMEDOUT ? 408
           : in->broken              ? 400
                                     : 500;
}

csp_coroutine void csp__http_say(struct csp_http_out *out, int status)
{
    char text[64];
    int n =
        snprintf(text, sizeof text, "%d %s\n", status, csp_http_reason(status));
    if (csp_http_set(out, "Content-Type", "text/plain") < 0) return;
    (void)(csp_http_reply(out, status, text, (size_t)n) < 0);
}

csp_coroutine void
csp__http_linger(struct csp_stream *stream, char *p, size_t n)
{
    enum { LINGER_BYTES = 262144 };
    int64_t deadline = http_after(HTTP_LINGER_NS);
    ssize_t all = 0, got = 1;
    if (csp_stream_shut_dl(stream, deadline) < 0) return;
    while (got > 0 && all < LINGER_BYTES) {
        got = csp_stream_read_dl(stream, p, n, deadline);
        all += got;
    }
}

// == One exchange ============================================================

static void give_back(struct http_exchange **x)
{
    free(*x);
}

static struct http_exchange *borrow(struct csp_stream *stream,
                                    const struct csp_addr *peer,
                                    const struct csp_http_service *service)
{
    size_t size = http_head_bytes(service) + HTTP_AHEAD_BYTES;
    struct http_exchange *x = malloc(sizeof *x + size);
    if (!x) return NULL;
    x->source =
        (struct http_source){.stream = stream, .data = x->data, .size = size};
    x->service = service;
    x->peer = peer;
    return x;
}

static void linger(struct http_exchange *x)
{
    csp__http_linger(x->source.stream, x->out.text, sizeof x->out.text);
}

static void log_it(struct http_exchange *x, const struct csp_http_in *request)
{
    if (x->service->log) x->service->log(request, &x->out, x->service->arg);
}

// What was not understood.
static void refuse(struct http_exchange *x, int status)
{
    csp__http_out_init(&x->out, x->source.stream);
    x->out.pace = pace_of(x->service);
    csp_http_close(&x->out);
    csp__http_say(&x->out, status);
    log_it(x, NULL);
    linger(x);
}

// Empty lines before a request are nothing.
static void skip_empty_lines(struct http_source *source)
{
    while (http_held(source) >= 2 &&
           memcmp(source->data + source->at, "\r\n", 2) == 0)
        source->at += 2;
}

// The next head, in whole: its length; 0: there is none, or -1: the status to
// refuse it with stands in *status.
static ssize_t read_head(struct http_exchange *x, int *status)
{
    struct http_source *source = &x->source;
    int64_t patience = http_or(x->service->head_ns, 10 * CSP_S);
    int64_t deadline = 0; // what is there already needs none, and no clock
    size_t most = http_head_bytes(x->service);
    bool is_asked = false; // for more: in most cases once
    for (size_t seen = 0;;) {
        skip_empty_lines(source);
        if (seen == 0) csp__http_to_front(source, 0);
        ssize_t n = csp__http_head_end(source->data, source->end, &seen);
        *status = n < 0 ? 400 : 431;
        if (n < 0 || (n ? (size_t)n : source->end) > most) return -1;
        if (n) return n;
        *status = 408; // also for empty lines without an end
        if (deadline && csp_now() > deadline) return -1;
        if (is_asked && !deadline) deadline = http_after(patience);
        is_asked = true;
        ssize_t got = csp__http_more(source, deadline);
        bool is_late = got < 0 && errno == ETIMEDOUT;
        if (is_late && deadline) return -1;
        if (got <= 0 && !is_late) return 0;
    }
}

// The handler's turn, and what it has left to do; false: the connection ends.
static bool answer(struct http_exchange *x)
{
    struct http_in *in = &x->in;
    struct csp_http_out *out = &x->out;
    csp__http_out_init(out, x->source.stream);
    csp__http_prepare(in, out, x->peer, x->service);
    in->source = &x->source;
    out->minor = in->shown.minor;
    out->close = !in->keeps;
    if (http_is_handled(in, out))
        x->service->handler(&in->shown, out, x->service->arg);
    if (in->broken) csp_http_close(out);
    if (!out->begun) csp__http_say(out, csp__http_unanswered(in));
    bool done = http_is_whole(out) || csp_http_end(out) == 0;
    log_it(x, &in->shown);
    return done;
}

// From the head to the end of the response; false: the connection ends.
static bool exchange(struct http_exchange *x)
{
    int status;
    ssize_t n = read_head(x, &status);
    if (n == 0) return false;
    if (n > 0) status = csp__http_request_head(&x->in, x->data, (size_t)n);
    if (status) return refuse(x, status), false;
    x->source.base = x->source.at = (size_t)n;
    if (!answer(x)) return false;
    struct csp_http_out *out = &x->out;
    bool read = x->in.over;
    if (!out->close && !read)
        read = csp__http_skip(&x->in, DRAIN_BYTES, out->text, sizeof out->text);
    if (!out->close && read) return true;
    linger(x);
    return false;
}

csp_coroutine bool csp__http_exchanges(struct csp_stream *stream,
                                       const struct csp_addr *peer,
                                       const struct csp_http_service *service)
{
    struct http_exchange *x __attribute__((cleanup(give_back))) =
        borrow(stream, peer, service);
    if (!x) return false;
    do
        if (!exchange(x)) return false;
    while (http_held(&x->source));
    return true;
}

csp_coroutine bool csp__http_plain(int fd, const struct csp_addr *peer,
                                   const struct csp_http_service *service)
{
    struct csp_stream stream = csp_stream_plain(fd);
    return csp__http_exchanges(&stream, peer, service);
}
