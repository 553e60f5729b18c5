// SPDX-License-Identifier: MIT
// stream.c: a stream as the code of HTTP/1 sees it, which makes one exchange on
// two streams of bytes: one gives the body of the message that comes; one is
// given the head of that which goes, and then its body, of which no chunks are
// made since it is to end with the connection. Owns nothing.
#include "http2.h"

static struct http2_stream *stream_of(struct csp_stream *stream)
{
    return stream->state;
}

static void lock(struct http2_stream *stream)
{
    pthread_mutex_lock(&stream->connection->lock);
}

static void unlock(struct http2_stream *stream)
{
    pthread_mutex_unlock(&stream->connection->lock);
}

csp_coroutine int csp__http2_wait(csp_event *moved, int64_t deadline)
{
    bool has = false;
    if (deadline == CSP_NEVER)
        has = csp_event_wait(moved);
    else
        until(deadline) has = csp_event_wait(moved);
    return has ? 0 : csp__io_fail();
}

// -- a body that comes -------------------------------------------------------

// What is there: 0 at the end; -1 and errno, EAGAIN if nothing is there yet.
static ssize_t take_input(struct http2_stream *stream, void *p, size_t n)
{
    struct http2_bytes *body = &stream->body;
    size_t held = body->end - body->at;
    csp_event_clear(&stream->came);
    if (!held && stream->in_over) return 0;
    int why = held ? 0 : http2_is_mute(stream);
    if (!held) return http_fail(why ? why : EAGAIN);
    if (n > held) n = held;
    memcpy(p, body->data + body->at, n);
    body->at += n;
    if (body->at == body->end) csp__http2_drop(body);
    // By which the peer may send as much again, be it in another stream.
    nghttp2_session_consume(stream->connection->session, stream->id, n);
    return (ssize_t)n;
}

static coroutine ssize_t read_body(struct csp_stream *bytes, void *p, size_t n,
                                   int64_t deadline)
{
    struct http2_stream *stream = stream_of(bytes);
    for (;;) {
        if (!csp_cancel_point()) return csp__io_fail();
        lock(stream);
        ssize_t got = take_input(stream, p, n);
        int error = errno;
        unlock(stream);
        if (got > 0) csp_event_set(&stream->connection->output);
        if (got >= 0) return got;
        if (error != EAGAIN) return http_fail(error);
        if (csp__http2_wait(&stream->came, deadline) < 0) return -1;
    }
}

// "100 Continue", whatever the text is: HTTP/1 has nothing else to say there.
static coroutine ssize_t write_go_on(struct csp_stream *bytes, struct iovec *v,
                                     int n, int64_t deadline)
{
    struct http2_stream *stream = stream_of(bytes);
    nghttp2_nv status = {(uint8_t *)":status", (uint8_t *)"100", 7, 3, 0};
    (void)deadline;
    lock(stream);
    int said =
        nghttp2_submit_headers(stream->connection->session, NGHTTP2_FLAG_NONE,
                               stream->id, NULL, &status, 1, NULL);
    unlock(stream);
    csp_event_set(&stream->connection->output);
    return said == 0 ? (ssize_t)(n * (int)v->iov_len) : http_fail(EPIPE);
}

// -- a message that goes -----------------------------------------------------

// As much as the window lets through of what is written.
static ssize_t take(nghttp2_session *session, int32_t id, uint8_t *p, size_t n,
                    uint32_t *flags, nghttp2_data_source *source, void *user)
{
    (void)session, (void)id, (void)user;
    struct http2_stream *stream = source->ptr;
    size_t all = 0;
    while (stream->n && all < n) {
        struct iovec *v = stream->v;
        size_t some = v->iov_len < n - all ? v->iov_len : n - all;
        if (some) { // an empty piece may be nowhere
            memcpy(p + all, v->iov_base, some);
            v->iov_base = (char *)v->iov_base + some;
            v->iov_len -= some;
            all += some;
        }
        if (!v->iov_len) stream->v++, stream->n--;
    }
    if (!stream->n) csp_event_set(&stream->went);
    if (stream->out_over && !stream->n) *flags |= NGHTTP2_DATA_FLAG_EOF;
    bool is_end = *flags & NGHTTP2_DATA_FLAG_EOF;
    return all || is_end ? (ssize_t)all : NGHTTP2_ERR_DEFERRED;
}

static size_t length_of(const struct iovec *v, int n)
{
    size_t all = 0;
    for (int i = 0; i < n; i++)
        all += v[i].iov_len;
    return all;
}

// The head, with which the first piece begins: 0, or -1 and errno.
static int begin_message(struct http2_stream *stream, struct iovec *v)
{
    struct csp_http_out *out = &stream->out;
    nghttp2_data_provider body = {.source.ptr = stream, .read_callback = take};
    bool is_empty = out->is_empty || out->length == 0;
    __typeof__(csp__http2_ask) *say =
        stream->connection->is_client ? csp__http2_ask : csp__http2_respond;
    int error = say(stream, is_empty ? NULL : &body);
    if (error) return http_fail(error);
    stream->begun = true;
    v->iov_base = (char *)v->iov_base + out->used;
    v->iov_len -= out->used;
    return 0;
}

// Lays out what is to be written, for take(): 0, or -1 and errno.
static int offer(struct http2_stream *stream, struct iovec *v, int n)
{
    struct csp_http_out *out = &stream->out;
    if (http2_is_gone(stream)) return http_fail(EPIPE);
    if (!stream->begun && begin_message(stream, v) < 0) return -1;
    int64_t bytes = (int64_t)length_of(v, n);
    csp_event_clear(&stream->went);
    stream->v = v;
    stream->n = bytes ? n : 0;
    // The last of them, as far as that is known beforehand.
    if (out->length >= 0 && out->written + bytes == out->length)
        stream->out_over = true;
    if (bytes)
        nghttp2_session_resume_data(stream->connection->session, stream->id);
    return 0;
}

// Is it all taken? -1 and errno: it never will be.
static int look(struct http2_stream *stream)
{
    csp_event_clear(&stream->went);
    if (!stream->n) return 1;
    return http2_is_gone(stream) ? http_fail(EPIPE) : 0;
}

// What was not taken stays with the caller.
void csp__http2_take_back(struct http2_stream *stream)
{
    if (stream->n) stream->out_over = false;
    stream->v = NULL;
    stream->n = 0;
}

static coroutine int
wait_for_taking(struct http2_stream *stream, int64_t deadline)
{
    for (;;) {
        lock(stream);
        int taken = look(stream);
        unlock(stream);
        if (taken) return taken < 0 ? -1 : 0;
        if (csp__http2_wait(&stream->went, deadline) < 0) return -1;
    }
}

static coroutine ssize_t write_message(struct csp_stream *bytes,
                                       struct iovec *v, int n, int64_t deadline)
{
    struct http2_stream *stream = stream_of(bytes);
    size_t all = length_of(v, n);
    if (!csp_cancel_point()) return csp__io_fail();
    lock(stream);
    int offered = offer(stream, v, n);
    unlock(stream);
    if (offered < 0) return -1;
    csp_event_set(&stream->connection->output);
    bool taken = wait_for_taking(stream, deadline) == 0;
    int error = errno;
    lock(stream);
    size_t left = taken ? 0 : length_of(v, n);
    csp__http2_take_back(stream);
    unlock(stream);
    errno = error;
    return all > left ? (ssize_t)(all - left) : -1;
}

static coroutine int end_message(struct csp_stream *bytes, int64_t deadline)
{
    struct http2_stream *stream = stream_of(bytes);
    (void)deadline;
    lock(stream);
    if (!http2_is_gone(stream)) {
        stream->out_over = true;
        nghttp2_session_resume_data(stream->connection->session, stream->id);
    }
    unlock(stream);
    csp_event_set(&stream->connection->output);
    return 0;
}

void csp__http2_fail(struct http2_stream *stream)
{
    lock(stream);
    if (!http2_is_gone(stream))
        nghttp2_submit_rst_stream(stream->connection->session,
                                  NGHTTP2_FLAG_NONE, stream->id,
                                  NGHTTP2_INTERNAL_ERROR);
    unlock(stream);
    csp_event_set(&stream->connection->output);
}

static const struct csp_stream_calls in_calls = {.read = read_body,
                                                 .writev = write_go_on};
static const struct csp_stream_calls out_calls = {
    .read = read_body, .writev = write_message, .shut = end_message};

// -- both --------------------------------------------------------------------

void csp__http2_prepare(struct http2_stream *stream)
{
    stream->in_stream = (struct csp_stream){&in_calls, stream, -1};
    stream->out_stream = (struct csp_stream){&out_calls, stream, -1};
    stream->source = (struct http_source){.stream = &stream->in_stream};
    stream->in.source = &stream->source;
    csp__http_out_init(&stream->out, &stream->out_stream);
    stream->out.minor = 0; // so that no chunks are made
    stream->out.is_alone = true;
}
