// SPDX-License-Identifier: MIT
// http2.h: what lib/net/http2/*.c share: a connection, and one stream of it,
// which is a request and its response; at either side.
//
// nghttp2 moves no bytes and never waits. One task reads and feeds it, one
// writes what it wants sent, and each stream has a task, which is the user's at
// a client's side. All of them call it with the connection's lock, with which
// nobody suspends. To the code of HTTP/1 (lib/net/http) a stream is a
// csp_stream, on which one exchange is made: see stream.c.
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
    HTTP2_ENDING = 100,        // that have answered and go on
    HTTP2_WINDOW = 1 << 20,    // of a connection; a stream's is 64 KiB
    HTTP2_READ_BYTES = 16384,  // at once
    HTTP2_WRITE_BYTES = 32768, // as nghttp2 has them together
    HTTP2_ACKS = 100,          // that may wait to be sent
    HTTP2_IN_VAIN = 10000,     // frames that move nothing, one after the other
    HTTP2_SKIPS = 8,
    HTTP2_PLACES = 1000,             // requests at once, whatever a server lets
    HTTP2_CLIENT_WINDOW = 256 << 10, // of a client's stream; its connection has
                                     // that of all, so none holds up the others
};

// Streams that the peer has passed over, between two that it has begun.
struct http2_skip {
    int32_t from, to;
};

struct http2 {
    struct csp_stream *stream;
    size_t head_bytes;    // of a head that comes
    int64_t stall_ns;     // how long the peer may take nothing
    csp_event output;     // there may be something to send
    pthread_mutex_t lock; // of what follows, and of its streams
    nghttp2_session *session;
    struct http2_stream *first; // all that nghttp2 or a task knows
    int tasks;                  // of streams; of a client: its own
    int in_vain;                // frames since something has moved
    bool over;                  // nothing is read any more
    bool broken;                // nothing can be sent any more
    int error;                  // why it is over, to who reads: errno
    // A server's:
    const struct csp_addr *peer;
    const struct csp_http_service *service;
    csp_event calm;                       // no task of a stream is left
    csp_event room;                       // fewer of them end than may
    csp_event quiet;                      // all has been sent, and it is over
    struct http2_stream *fresh;           // to be given a task
    struct http2_skip skips[HTTP2_SKIPS]; // the last of them
    int skip_count;
    int ending;      // tasks, whose response has gone out
    int32_t last_id; // of the streams that the peer has begun
    // A client's:
    bool is_client;
    const char *scheme;
    csp_semaphore places; // for so many more requests
    csp_event ended;      // it takes no more
    int granted;          // places that there are
    int owed;             // of them, to be taken back
};

// Bytes of a message: data[at..end).
struct http2_bytes {
    char *data;
    size_t at, end, size;
};

struct http2_stream {
    struct http2 *connection;
    struct http2_stream *next, *prev, *fresh;
    int32_t id; // 0: not known to nghttp2 yet
    int status; // what the head that came is to be refused with, or 0
    struct http2_bytes head, cookie; // as HTTP/1.1 has it
    const char *method, *target, *host;
    struct http2_bytes body; // that nobody has read yet
    csp_event came, went;    // something did, for who reads, who writes
    struct iovec *v;         // what the task writes
    int n;
    bool head_over, in_over; // the peer has said its head; all
    bool begun, out_over;    // ours is said; all of it
    bool out_sent;           // a server's: and it has gone out
    bool closed;             // nghttp2 has forgotten it
    int error;               // why: errno
    bool has_task, done;     // it has been begun; it is over
    bool ending;             // .. or will be soon
    bool has_place;          // a client's: one of the places
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
// The lock is held. A new stream; NULL: memory is out.
struct http2_stream *csp__http2_add(struct http2 *connection, int32_t id);
// The same: who waits for a stream to move looks again.
void csp__http2_wake(struct http2 *connection);
// The same: lets go of a stream that neither a task nor nghttp2 knows.
void csp__http2_forget(struct http2_stream *stream);
// The same: its task has ended; what is left is read over.
void csp__http2_leave(struct http2_stream *stream);

// -- head.c ------------------------------------------------------------------
// The lock is held. A field of a head; memory is out: false.
bool csp__http2_field(struct http2_stream *stream, const char *name, size_t n,
                      const char *value, size_t m);
// The head is there: the message as HTTP/1.1 has it, or a status to refuse it.
void csp__http2_request(struct http2_stream *stream);
void csp__http2_response(struct http2_stream *stream);
// Sends the head of the message, as HTTP/1.1 has it in stream->out: 0, or
// errno.
int csp__http2_respond(struct http2_stream *stream,
                       const nghttp2_data_provider *body);
int csp__http2_ask(struct http2_stream *stream,
                   const nghttp2_data_provider *body);

// -- stream.c ----------------------------------------------------------------
// The streams of bytes, on which the code of HTTP/1 reads and writes.
void csp__http2_prepare(struct http2_stream *stream);
// The message is not whole, and never will be.
void csp__http2_fail(struct http2_stream *stream);
// Until something has come, or gone: 0, or -1 and errno.
csp_coroutine int csp__http2_wait(csp_event *moved, int64_t deadline);
// With the lock: nobody takes anything any more of what is laid out.
void csp__http2_take_back(struct http2_stream *stream);
// With the lock: nothing can be said to the peer any more.
static inline bool http2_is_gone(const struct http2_stream *stream)
{
    return stream->closed || stream->connection->broken;
}
// With the lock: nothing more will come: errno, or 0. What nghttp2 finds wrong
// it tells when it has said so to the peer.
static inline int http2_is_mute(const struct http2_stream *stream)
{
    const struct http2 *connection = stream->connection;
    if (stream->closed) return stream->error;
    return connection->over && connection->broken ? connection->error : 0;
}

// -- exchange.c --------------------------------------------------------------
// The task of a server's stream.
csp_coroutine void csp__http2_run(struct http2_stream *stream);

// -- wire.c ------------------------------------------------------------------
// The task that writes, until nothing more is to be said: all has been sent, or
// the connection is broken.
csp_coroutine void csp__http2_write(struct http2 *connection);
// Nothing can be sent any more.
void csp__http2_break_off(struct http2 *connection);
// Reads what is there, and feeds it: false, the connection is over.
csp_coroutine bool csp__http2_read(struct http2 *connection);

// -- client.c ----------------------------------------------------------------
// The lock is held. The server says how many requests it takes at once; or one
// has its end.
void csp__http2_grant(struct http2 *connection);
void csp__http2_give_place(struct http2_stream *stream);
// Has the last one who may ask gone?
bool csp__http2_is_left(const struct http2 *connection);

#endif
