// SPDX-License-Identifier: MIT
// http2.h: what lib/net/http2/*.c share: a connection, and one stream of it,
// which is a request and its response.
//
// nghttp2 moves no bytes and never waits. One task reads and feeds it, one
// writes what it wants sent, and each stream has a task. All of them call it
// with the connection's lock, with which nobody suspends. To the code of HTTP/1
// (lib/net/http) a stream is a csp_stream, on which one exchange is made: see
// stream.c.
#ifndef CSP_LIB_HTTP2_H
#define CSP_LIB_HTTP2_H

#include <nghttp2/nghttp2.h>
#include <pthread.h>

#include "../http/http.h"
#include <csp_http2.h>
#include <csp_sync.h>

// With the lock, for as long as nghttp2 computes.
#pragma GCC diagnostic ignored "-Wcsp-blocking"

enum {
    HTTP2_STREAMS = 100,       // at once, that the peer may have
    HTTP2_TASKS = 200,         // with those that were reset and go on
    HTTP2_WINDOW = 1 << 20,    // of a connection; a stream's is 64 KiB
    HTTP2_READ_BYTES = 16384,  // at once
    HTTP2_WRITE_BYTES = 32768, // as nghttp2 has them together
    HTTP2_ACKS = 100,          // that may wait to be sent
    HTTP2_IN_VAIN = 10000,     // frames that move nothing, one after the other
    HTTP2_SKIPS = 8,
};

// Streams that the peer has passed over, between two that it has begun.
struct http2_skip {
    int32_t from, to;
};

struct http2 {
    struct csp_stream *stream;
    const struct csp_addr *peer;
    const struct csp_http_service *service;
    csp_event output;     // there may be something to send
    csp_event calm;       // no task of a stream is left
    csp_event quiet;      // all has been sent, and the connection is over
    pthread_mutex_t lock; // of what follows, and of its streams
    nghttp2_session *session;
    struct http2_stream *first; // all that nghttp2 or a task knows
    struct http2_stream *fresh; // to be given a task
    int tasks;
    struct http2_skip skips[HTTP2_SKIPS]; // the last of them
    int skip_count;
    int32_t last_id; // of the streams that the peer has begun
    int in_vain;     // frames since something has moved
    bool over;       // nothing is read any more
    bool broken;     // nothing can be sent any more
};

// Bytes of a request: data[at..end).
struct http2_bytes {
    char *data;
    size_t at, end, size;
};

struct http2_stream {
    struct http2 *connection;
    struct http2_stream *next, *prev, *fresh;
    int32_t id;
    int status;                      // to be refused with, or 0
    struct http2_bytes head, cookie; // as HTTP/1.1 has it
    const char *method, *target, *host;
    struct http2_bytes body; // that the handler has not read yet
    csp_event moved;         // something did, in either direction
    struct iovec *v;         // what the handler writes
    int n;
    bool in_over;            // the peer has said all
    bool answered, out_over; // the response's head; all of it
    bool closed;             // nghttp2 has forgotten it
    bool has_task, done;     // it has been begun; it is over
    struct csp_stream in_stream, out_stream;
    struct http_source source;
    struct http_in in;
    struct csp_http_out out;
};

// -- bytes.c -----------------------------------------------------------------
// Behind what is there: false, memory is out.
bool csp__http2_put(struct http2_bytes *bytes, const void *p, size_t n);
void csp__http2_drop(struct http2_bytes *bytes);

// -- session.c ---------------------------------------------------------------
// nghttp2, and what it calls: false, memory is out.
bool csp__http2_open(struct http2 *connection);
// Frees it and all streams. No task is left.
void csp__http2_close(struct http2 *connection);
// Bytes from the peer: false, the connection is over.
bool csp__http2_feed(struct http2 *connection, const void *p, size_t n);
// Nothing is read any more, for nghttp2's reason, or for none, 0; the peer is
// to hear why.
void csp__http2_end(struct http2 *connection, ssize_t error);
// Does nghttp2 want to read no more, having said why?
bool csp__http2_is_over(struct http2 *connection);
// Up to HTTP2_WRITE_BYTES, or a little more, that are to be sent, put into
// `to`: false, there are none.
bool csp__http2_drain(struct http2 *connection, struct http2_bytes *to);
// The lock is held: lets go of a stream that neither a task nor nghttp2 knows.
void csp__http2_forget(struct http2_stream *stream);

// -- head.c ------------------------------------------------------------------
// The lock is held. A field of a request's head; memory is out: false.
bool csp__http2_field(struct http2_stream *stream, const char *name, size_t n,
                      const char *value, size_t m);
// The head is there: the request as HTTP/1.1 has it, or a status to refuse it.
void csp__http2_request(struct http2_stream *stream);
// Sends the head of the response, as HTTP/1.1 has it in stream->out: 0, or
// errno.
int csp__http2_respond(struct http2_stream *stream,
                       const nghttp2_data_provider *body);

// -- stream.c ----------------------------------------------------------------
// The task of a stream.
csp_coroutine void csp__http2_run(struct http2_stream *stream);
// nghttp2 takes up to n bytes of the body: how many, or NGHTTP2_ERR_DEFERRED.
ssize_t csp__http2_take(nghttp2_session *session, int32_t id, uint8_t *p,
                        size_t n, uint32_t *flags, nghttp2_data_source *source,
                        void *user);

#endif
