// SPDX-License-Identifier: MIT
// serve.c: a server's connection: the task that reads, which is the caller's,
// and the one that writes. Who waits for a request holds no buffer. Owns
// nothing but the connection.
#include "http2.h"

#include <stdlib.h>

// -- reading -----------------------------------------------------------------

// Are there requests under way?
static bool is_busy(struct http2 *connection)
{
    pthread_mutex_lock(&connection->lock);
    bool is = connection->tasks > 0;
    pthread_mutex_unlock(&connection->lock);
    return is;
}

// Who has answered and goes on needs nothing more from the peer; but when there
// are many of them, what else it asks for is not read. False: it is over.
static coroutine bool wait_for_room(struct http2 *connection)
{
    select
    {
        case_event(&connection->room) : return true;
        case_event(&connection->quiet) : return false;
        case_cancel() : return false;
    }
    return false;
}

// Until there is something to read; false: the connection is over. *idle_end:
// when it is, if no request comes, or 0.
static coroutine bool
wait_for_input(struct http2 *connection, int64_t *idle_end)
{
    struct csp_stream *stream = connection->stream;
    bool is_readable = csp_stream_pending(stream);
    while (!is_readable && is_busy(connection)) {
        *idle_end = 0;
        select
        {
            case_fd(stream->fd, CSP_READABLE) : is_readable = true;
            break;
            case_event(&connection->calm) : break;
            case_event(&connection->quiet) : return false; // broken
            case_cancel() : return false;
        }
    }
    if (is_readable) return true;
    if (!*idle_end) *idle_end = http_idle_end(connection->service);
    return csp_stream_idle_dl(stream, *idle_end);
}

// Gives each new stream its task. False: there is none.
static bool begin_tasks(struct http2 *connection, csp_group *group)
{
    pthread_mutex_lock(&connection->lock);
    struct http2_stream *fresh = connection->fresh;
    connection->fresh = NULL;
    pthread_mutex_unlock(&connection->lock);
    bool any = fresh;
    while (fresh) {
        struct http2_stream *stream = fresh;
        fresh = stream->fresh;
        go_in(group) csp__http2_run(stream);
    }
    return any;
}

// What is there: false, the connection is over.
static coroutine bool
read_some(struct http2 *connection, csp_group *group, int64_t *idle_end)
{
    bool goes_on = csp__http2_read(connection);
    if (begin_tasks(connection, group)) *idle_end = 0;
    return goes_on;
}

// -- a connection ------------------------------------------------------------

static coroutine void writer(struct http2 *connection)
{
    csp__http2_write(connection);
    csp_event_set(&connection->quiet);
}

// All that nghttp2 still has to say goes out, and why it ends.
static coroutine void say_goodbye(struct http2 *connection)
{
    csp__http2_end(connection, 0);
    csp_event_set(&connection->output);
    within(HTTP_LINGER_NS) csp_event_wait(&connection->quiet);
}

static coroutine void linger(struct http2 *connection)
{
    char bytes[4096];
    if (connection->broken) return;
    csp__http_linger(connection->stream, bytes, sizeof bytes);
}

// What requests are left are cancelled at its end.
static coroutine void serve(struct http2 *connection)
{
    int64_t idle_end = 0;
    group()
    {
        csp_group *group = csp_group_here();
        go
        writer(connection);
        csp_event_set(&connection->room);
        csp_event_set(&connection->output); // our settings
        while (wait_for_room(connection) &&
               wait_for_input(connection, &idle_end) &&
               read_some(connection, group, &idle_end))
            continue;
        say_goodbye(connection);
        return;
    }
}

static void free_it(struct http2 **self)
{
    struct http2 *connection = *self;
    if (!connection) return;
    csp__http2_close(connection);
    pthread_mutex_destroy(&connection->lock);
    free(connection);
}

csp_coroutine void csp_http2_talk(struct csp_stream *stream,
                                  const struct csp_addr *peer,
                                  const struct csp_http_service *service)
{
    struct http2 *connection __attribute__((cleanup(free_it))) =
        malloc(sizeof *connection);
    if (!connection) return;
    *connection = (struct http2){
        .stream = stream,
        .head_bytes = http_head_bytes(service),
        .stall_ns = http_or(service->stall_ns, HTTP_STALL_NS),
        .error = ECONNRESET,
        .peer = peer,
        .service = service,
        .output = CSP_EVENT_INIT,
        .calm = CSP_EVENT_INIT,
        .room = CSP_EVENT_INIT,
        .quiet = CSP_EVENT_INIT,
        .lock = PTHREAD_MUTEX_INITIALIZER,
    };
    if (!csp__http2_open(connection)) return;
    csp__http_take_little(stream->fd);
    serve(connection);
    linger(connection);
}

static void close_stream(struct csp_stream *stream)
{
    csp_stream_close(stream);
}

static coroutine void talk(int fd, const struct csp_addr *peer, void *service)
{
    struct csp_stream stream __attribute__((cleanup(close_stream))) =
        csp_stream_plain(fd);
    csp_http2_talk(&stream, peer, service);
}

struct csp_server *
csp_http2_serve(int listener, const struct csp_http_service *service)
{
    csp__http_take_little(listener);
    return csp_serve(listener, http_connections(service), talk,
                     (void *)service);
}
