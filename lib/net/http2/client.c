// SPDX-License-Identifier: MIT
// client.c: a client's connection, and who asks by it. Two tasks read and write
// it, and what asks is a csp_http_client, whose requests are streams. It is
// there until they have ended, which they do when nobody is left who may ask.
//
// How many requests there may be at once the server says: each has a place,
// from its beginning until nghttp2 has forgotten it.
#include "http2.h"

#include <stdlib.h>

struct csp_http2_connection {
    struct http2 http2;
    struct csp_stream stream;
    int users; // who may ask, and who may still make some that may
    char host[];
};

struct asker {
    struct csp_http_client client;
    struct csp_http2_connection *connection;
    struct http2_stream *next;  // of client.out
    struct http2_stream *asked; // of client.in
};

static struct asker *asker_of(struct csp_http_client *client)
{
    return (struct asker *)client;
}

// -- places ------------------------------------------------------------------

static void give_place(struct http2 *http2)
{
    if (http2->owed)
        http2->owed--;
    else
        csp_semaphore_release(&http2->places);
}

void csp__http2_give_place(struct http2_stream *stream)
{
    if (stream->has_place) give_place(stream->connection);
    stream->has_place = false;
}

void csp__http2_grant(struct http2 *http2)
{
    uint32_t most = nghttp2_session_get_remote_settings(
        http2->session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS);
    int places = most < HTTP2_PLACES ? (int)most : HTTP2_PLACES;
    for (; http2->granted < places; http2->granted++)
        give_place(http2);
    for (; http2->granted > places; http2->granted--)
        if (!csp_semaphore_try(&http2->places)) http2->owed++;
}

// The lock is held.
static bool takes_more(const struct http2 *http2)
{
    return !http2->over && !http2->broken &&
           nghttp2_session_check_request_allowed(http2->session);
}

// 0, or -1 and errno.
static coroutine int wait_for_place(struct http2 *http2, int64_t deadline)
{
    bool has = false, ended = false;
    until(deadline) select
    {
        case_acquire(&http2->places) : has = true;
        break;
        case_event(&http2->ended) : ended = true;
        break;
        case_cancel() : break;
    }
    return has ? 0 : ended ? http_fail(EPIPE) : csp__io_fail();
}

// -- the connection ----------------------------------------------------------

bool csp__http2_is_left(const struct http2 *http2)
{
    return ((const struct csp_http2_connection *)http2)->users == 0;
}

static void destroy(struct csp_http2_connection *self)
{
    csp__http2_close(&self->http2);
    pthread_mutex_destroy(&self->http2.lock);
    csp_stream_close(&self->stream);
    free(self);
}

// A user has gone, or a task has ended.
static void leave(struct csp_http2_connection *self, int *of)
{
    pthread_mutex_lock(&self->http2.lock);
    --*of;
    bool is_left = self->users == 0;
    bool is_last = is_left && self->http2.tasks == 0;
    if (is_left) csp_event_set(&self->http2.output);
    pthread_mutex_unlock(&self->http2.lock);
    if (is_last) destroy(self);
}

// What nghttp2 has found wrong is said before the goodbye, after which it says
// nothing.
static coroutine void say_all(struct http2 *http2)
{
    csp__http2_write(http2);
    if (http2->broken) return; // what the server has said is read all the same
    csp__http2_end(http2, 0);
    csp_event_set(&http2->output);
    csp__http2_write(http2);
}

static coroutine void writer(struct csp_http2_connection *self)
{
    struct http2 *http2 = &self->http2;
    say_all(http2);
    bool is_whole = !http2->broken;
    csp__http2_break_off(http2);
    if (is_whole)
        (void)csp_stream_shut_dl(&self->stream, http_after(HTTP_LINGER_NS));
    shutdown(self->stream.fd, SHUT_RD); // wakes who reads
    leave(self, &http2->tasks);
}

static coroutine void reader(struct csp_http2_connection *self)
{
    struct http2 *http2 = &self->http2;
    while ((csp_stream_pending(&self->stream) ||
            csp_ready(self->stream.fd, CSP_READABLE) >= 0) &&
           csp__http2_read(http2))
        continue;
    pthread_mutex_lock(&http2->lock);
    http2->over = true;
    csp__http2_wake(http2);
    pthread_mutex_unlock(&http2->lock);
    csp_event_set(&http2->ended);
    csp_event_set(&http2->output);
    leave(self, &http2->tasks);
}

static struct csp_http2_connection *
make_connection(struct csp_stream stream, const char *host)
{
    size_t n = strlen(host) + 1;
    if (!csp__http_is_text(host, n - 1)) return errno = EINVAL, NULL;
    struct csp_http2_connection *self = malloc(sizeof *self + n);
    if (!self) return NULL;
    bool is_plain = stream.calls == csp_stream_plain(-1).calls;
    self->http2 = (struct http2){
        .stream = &self->stream,
        .head_bytes = HTTP_HEAD_BYTES,
        .stall_ns = HTTP_STALL_NS,
        .output = CSP_EVENT_INIT,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .error = ECONNRESET,
        .tasks = 2,
        .is_client = true,
        .scheme = is_plain ? "http" : "https",
        // Until the server has said how many it takes.
        .places = CSP_SEMAPHORE_INIT(1),
        .granted = 1,
        .ended = CSP_EVENT_INIT,
    };
    self->stream = stream;
    self->users = 1;
    memcpy(self->host, host, n);
    if (csp__http2_open(&self->http2)) return self;
    csp__http2_close(&self->http2);
    free(self);
    return errno = ENOMEM, NULL;
}

struct csp_http2_connection *
csp_http2_connection_on(struct csp_stream stream, const char *host)
{
    struct csp_http2_connection *self = make_connection(stream, host);
    if (!self) {
        int error = errno;
        csp_stream_close(&stream);
        errno = error;
        return NULL;
    }
    csp_event_set(&self->http2.output); // our settings
    go
    writer(self);
    go
    reader(self);
    return self;
}

csp_operation struct csp_http2_connection *
csp_http2_dial_dl(const char *where, int64_t deadline)
{
    int fd = csp_dial_dl(where, deadline);
    if (fd < 0) return NULL;
    return csp_http2_connection_on(csp_stream_plain(fd), http_host_of(where));
}

void csp_http2_hang_up(struct csp_http2_connection *self)
{
    leave(self, &self->users);
}

// -- a request ---------------------------------------------------------------

static int make(struct csp_http_client *client)
{
    struct asker *self = asker_of(client);
    struct http2 *http2 = &self->connection->http2;
    pthread_mutex_lock(&http2->lock);
    struct http2_stream *stream = csp__http2_add(http2, 0);
    pthread_mutex_unlock(&http2->lock);
    if (!stream) return -1;
    memset(&stream->in, 0, offsetof(struct http_in, fields));
    stream->in.most = -1;
    stream->has_task = true;
    csp__http2_prepare(stream);
    stream->out.is_request = true;
    self->next = stream;
    client->out = &stream->out;
    return 0;
}

// What nobody asks for any more is taken back, unless all is said but for the
// end.
static void drop(struct http2_stream *stream)
{
    struct http2 *http2 = stream->connection;
    pthread_mutex_lock(&http2->lock);
    bool is_over = stream->in_over || (stream->head_over && stream->in.over);
    if (!stream->begun) {
        csp__http2_give_place(stream);
        stream->closed = true; // nghttp2 has never known it
    } else if (!http2_is_gone(stream) && !(is_over && stream->out_over))
        nghttp2_submit_rst_stream(http2->session, NGHTTP2_FLAG_NONE, stream->id,
                                  NGHTTP2_CANCEL);
    csp__http2_leave(stream);
    pthread_mutex_unlock(&http2->lock);
    csp_event_set(&http2->output);
}

static void forget_response(struct asker *self)
{
    if (self->asked) drop(self->asked);
    self->asked = NULL;
    self->client.in = NULL;
}

static coroutine int forget(struct csp_http_client *client, int64_t deadline)
{
    (void)deadline;
    forget_response(asker_of(client));
    return 0;
}

static bool is_open(const struct csp_http_client *client)
{
    struct http2 *http2 = &((const struct asker *)client)->connection->http2;
    pthread_mutex_lock(&http2->lock);
    bool is = takes_more(http2);
    pthread_mutex_unlock(&http2->lock);
    return is;
}

static coroutine int begin(struct csp_http_client *client, int64_t deadline)
{
    struct asker *self = asker_of(client);
    struct http2_stream *stream = self->next;
    forget_response(self);
    if (!stream->has_place && wait_for_place(stream->connection, deadline) < 0)
        return -1;
    stream->has_place = true;
    return is_open(client) ? 0 : http_fail(EPIPE);
}

// -- a response --------------------------------------------------------------

// Has the head come? -1 and errno: it will not.
static int look(struct http2_stream *stream)
{
    int why = http2_is_mute(stream);
    csp_event_clear(&stream->came);
    if (stream->head_over && stream->status) return http_fail(EPROTO);
    if (stream->head_over) return 1;
    return why ? http_fail(why) : 0;
}

static coroutine int await(struct http2_stream *stream, int64_t deadline)
{
    for (;;) {
        if (!csp_cancel_point()) return csp__io_fail();
        pthread_mutex_lock(&stream->connection->lock);
        int found = look(stream);
        int error = errno;
        pthread_mutex_unlock(&stream->connection->lock);
        if (found) return found < 0 ? http_fail(error) : 0;
        if (csp__http2_wait(&stream->came, deadline) < 0) return -1;
    }
}

// What the server did not take, it may have answered all the same; but it waits
// for what we have not sent.
static coroutine int send_rest(struct http2_stream *stream, int64_t deadline)
{
    bool whole = csp_http_end_dl(&stream->out, deadline) == 0;
    int error = errno;
    pthread_mutex_lock(&stream->connection->lock);
    bool is_said = http2_is_gone(stream) || stream->head_over;
    pthread_mutex_unlock(&stream->connection->lock);
    return whole || is_said ? 0 : http_fail(error);
}

static coroutine int hear(struct asker *self, int64_t deadline)
{
    if (await(self->asked, deadline) < 0) return -1;
    self->client.in = &self->asked->in;
    return 0;
}

static coroutine int
answer_early(struct csp_http_client *client, int64_t deadline)
{
    struct asker *self = asker_of(client);
    self->asked = self->next;
    self->next = NULL;
    return hear(self, deadline);
}

static void leave_out(struct csp_http_client *client)
{
    client->out = NULL; // it is a part of what was asked
}

static coroutine int answer(struct csp_http_client *client, int64_t deadline)
{
    struct asker *self = asker_of(client);
    struct http2_stream *stream = self->asked = self->next;
    self->next = NULL;
    client->out = NULL;
    if (send_rest(stream, deadline) == 0 && hear(self, deadline) == 0) return 0;
    int error = errno;
    forget_response(self);
    return http_fail(error);
}

// -- who asks ----------------------------------------------------------------

static void close_it(struct csp_http_client *client)
{
    struct asker *self = asker_of(client);
    forget_response(self);
    if (self->next) drop(self->next);
    leave(self->connection, &self->connection->users);
    free(self);
}

static const struct http_client_calls calls = {.make = make,
                                               .begin = begin,
                                               .answer = answer,
                                               .answer_early = answer_early,
                                               .leave_out = leave_out,
                                               .forget = forget,
                                               .is_open = is_open,
                                               .close = close_it};

struct csp_http_client *
csp_http2_client(struct csp_http2_connection *connection)
{
    struct asker *self = calloc(1, sizeof *self);
    if (!self) return NULL;
    self->client.calls = &calls;
    self->client.host = connection->host;
    self->connection = connection;
    pthread_mutex_lock(&connection->http2.lock);
    connection->users++;
    pthread_mutex_unlock(&connection->http2.lock);
    return &self->client;
}
