// SPDX-License-Identifier: MIT
// exchange.c: the task of a server's stream: one request, and its response.
// Owns nothing.
#include "http2.h"

// What the handler leaves open.
static coroutine void complete(struct http2_stream *stream)
{
    struct http_in *in = &stream->in;
    struct csp_http_out *out = &stream->out;
    const struct csp_http_service *service = stream->connection->service;
    if (!out->begun)
        csp__http_say(out, stream->status ? stream->status
                                          : csp__http_unanswered(in));
    if (csp_http_end(out) < 0) csp__http2_fail(stream);
    if (service->log)
        service->log(stream->status ? NULL : &in->shown, out, service->arg);
}

// The task ends, also where it is cancelled; the peer may then send what nobody
// reads.
static void leave(struct http2_stream **self)
{
    struct http2 *connection = (*self)->connection;
    pthread_mutex_lock(&connection->lock);
    if ((*self)->ending && connection->ending-- == HTTP2_ENDING)
        csp_event_set(&connection->room);
    csp__http2_leave(*self);
    if (--connection->tasks == 0) csp_event_set(&connection->calm);
    pthread_mutex_unlock(&connection->lock);
    csp_event_set(&connection->output);
}

csp_coroutine void csp__http2_run(struct http2_stream *self)
{
    struct http2_stream *stream __attribute__((cleanup(leave))) = self;
    struct http2 *connection = stream->connection;
    csp__http2_prepare(stream);
    const struct csp_http_service *service = connection->service;
    csp__http_prepare(&stream->in, &stream->out, connection->peer, service);
    if (stream->status == 0 && http_is_handled(&stream->in, &stream->out))
        service->handler(&stream->in.shown, &stream->out, service->arg);
    complete(stream);
}
