// SPDX-License-Identifier: MIT
// session.c: nghttp2 and what it calls, all with the connection's lock held.
// Owns the list of streams. A stream is there from the first byte of its head
// until nghttp2 has forgotten it and its task has ended.
#include "http2.h"

#include <stdlib.h>

// -- streams -----------------------------------------------------------------

static struct http2_stream *find(nghttp2_session *session, int32_t id)
{
    return nghttp2_session_get_stream_user_data(session, id);
}

struct http2_stream *csp__http2_add(struct http2 *connection, int32_t id)
{
    struct http2_stream *stream = malloc(sizeof *stream);
    if (!stream) return NULL;
    memset(stream, 0, offsetof(struct http2_stream, in));
    stream->connection = connection;
    stream->id = id;
    stream->came = stream->went = (csp_event)CSP_EVENT_INIT;
    stream->next = connection->first;
    if (stream->next) stream->next->prev = stream;
    connection->first = stream;
    return stream;
}

static void destroy(struct http2_stream *stream)
{
    if (stream->next) stream->next->prev = stream->prev;
    if (stream->prev)
        stream->prev->next = stream->next;
    else
        stream->connection->first = stream->next;
    csp__http2_drop(&stream->head);
    csp__http2_drop(&stream->cookie);
    csp__http2_drop(&stream->body);
    free((void *)stream->method);
    free((void *)stream->target);
    free((void *)stream->host);
    free(stream);
}

void csp__http2_forget(struct http2_stream *stream)
{
    if (stream->closed && (stream->done || !stream->has_task)) destroy(stream);
}

// What is left of a request whose response has been sent, and whose task has
// ended, need not come.
static void refuse_rest(struct http2_stream *stream)
{
    if (stream->out_sent && stream->done && !stream->in_over && !stream->closed)
        nghttp2_submit_rst_stream(stream->connection->session,
                                  NGHTTP2_FLAG_NONE, stream->id,
                                  NGHTTP2_NO_ERROR);
}

void csp__http2_leave(struct http2_stream *stream)
{
    size_t unread = stream->body.end - stream->body.at;
    if (unread) // the connection's window has it, be the stream closed
        nghttp2_session_consume(stream->connection->session, stream->id,
                                unread);
    csp__http2_drop(&stream->body);
    stream->done = true;
    refuse_rest(stream);
    csp__http2_take_back(stream);
    csp__http2_forget(stream);
}

static void move(struct http2_stream *stream)
{
    csp_event_set(&stream->came);
    csp_event_set(&stream->went);
}

void csp__http2_wake(struct http2 *connection)
{
    for (struct http2_stream *s = connection->first; s; s = s->next)
        move(s);
}

// -- what nghttp2 calls ------------------------------------------------------

static bool is_request(const nghttp2_frame *frame)
{
    return frame->hd.type == NGHTTP2_HEADERS &&
           frame->headers.cat == NGHTTP2_HCAT_REQUEST;
}

// Of trailers it is not, which are read over.
static bool
is_head(const struct http2_stream *stream, const nghttp2_frame *frame)
{
    return stream->connection->is_client ? !stream->head_over
                                         : is_request(frame);
}

static int on_begin_headers(nghttp2_session *session,
                            const nghttp2_frame *frame, void *user)
{
    struct http2 *connection = user;
    int32_t id = frame->hd.stream_id;
    if (!is_request(frame)) return 0;
    struct http2_stream *stream = NULL;
    if (connection->tasks - connection->ending < HTTP2_TASKS)
        stream = csp__http2_add(connection, id);
    if (!stream) {
        nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, id,
                                  NGHTTP2_REFUSED_STREAM);
        return 0;
    }
    nghttp2_session_set_stream_user_data(session, id, stream);
    return 0;
}

// nghttp2 takes a stream that was passed over for one that is closed, and says
// nothing.
static int on_begin_frame(nghttp2_session *session,
                          const nghttp2_frame_hd *head, void *user)
{
    struct http2 *connection = user;
    int32_t id = head->stream_id;
    if (connection->is_client || head->type != NGHTTP2_HEADERS || id % 2 == 0)
        return 0;
    for (int i = 0; i < HTTP2_SKIPS; i++)
        if (id > connection->skips[i].from && id < connection->skips[i].to)
            nghttp2_session_terminate_session(session, NGHTTP2_PROTOCOL_ERROR);
    if (id > connection->last_id + 2) {
        int at = connection->skip_count++ % HTTP2_SKIPS;
        connection->skips[at] = (struct http2_skip){connection->last_id, id};
    }
    if (id > connection->last_id) connection->last_id = id;
    return 0;
}

static int on_header(nghttp2_session *session, const nghttp2_frame *frame,
                     const uint8_t *name, size_t n, const uint8_t *value,
                     size_t m, uint8_t flags, void *user)
{
    (void)flags, (void)user;
    struct http2_stream *stream = find(session, frame->hd.stream_id);
    if (!stream || !is_head(stream, frame)) return 0;
    bool put =
        csp__http2_field(stream, (const char *)name, n, (const char *)value, m);
    return put ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
}

// The task is begun by who feeds.
static void begin(struct http2_stream *stream)
{
    struct http2 *connection = stream->connection;
    csp__http2_request(stream);
    stream->has_task = true;
    stream->fresh = connection->fresh;
    connection->fresh = stream;
    connection->tasks++;
    csp_event_clear(&connection->calm);
}

static void on_message(struct http2_stream *stream, const nghttp2_frame *frame)
{
    bool is_end = frame->hd.flags & NGHTTP2_FLAG_END_STREAM;
    bool is_headers = frame->hd.type == NGHTTP2_HEADERS;
    if (is_end) stream->in_over = true;
    if (is_request(frame)) begin(stream);
    if (stream->connection->is_client && is_headers && !stream->head_over)
        csp__http2_response(stream);
    if (is_end || is_headers) csp_event_set(&stream->came);
}

static int
on_frame(nghttp2_session *session, const nghttp2_frame *frame, void *user)
{
    struct http2 *connection = user;
    uint8_t type = frame->hd.type;
    struct http2_stream *stream = find(session, frame->hd.stream_id);
    if (++connection->in_vain > HTTP2_IN_VAIN)
        nghttp2_session_terminate_session(session, NGHTTP2_ENHANCE_YOUR_CALM);
    if (stream && (type == NGHTTP2_DATA || type == NGHTTP2_HEADERS))
        on_message(stream, frame);
    if (connection->is_client && type == NGHTTP2_SETTINGS)
        csp__http2_grant(connection);
    if (connection->is_client && type == NGHTTP2_GOAWAY)
        csp_event_set(&connection->ended); // it takes no more
    return 0;
}

static int on_data(nghttp2_session *session, uint8_t flags, int32_t id,
                   const uint8_t *p, size_t n, void *user)
{
    (void)flags;
    struct http2 *connection = user;
    struct http2_stream *stream = find(session, id);
    connection->in_vain = 0;
    if (!stream || stream->done) { // nobody will read it
        nghttp2_session_consume(session, id, n);
        return 0;
    }
    if (!csp__http2_put(&stream->body, p, n))
        return NGHTTP2_ERR_CALLBACK_FAILURE;
    csp_event_set(&stream->came);
    return 0;
}

static int
on_sent(nghttp2_session *session, const nghttp2_frame *frame, void *user)
{
    struct http2 *connection = user;
    int32_t id = frame->hd.stream_id;
    if (frame->hd.type == NGHTTP2_GOAWAY && frame->goaway.error_code)
        connection->error = EPROTO;
    if (frame->hd.type == NGHTTP2_DATA) connection->in_vain = 0;
    if (frame->hd.type != NGHTTP2_DATA && frame->hd.type != NGHTTP2_HEADERS)
        return 0;
    struct http2_stream *stream = find(session, id);
    if (!stream || !(frame->hd.flags & NGHTTP2_FLAG_END_STREAM)) return 0;
    connection->in_vain = 0;
    if (connection->is_client) return 0;
    stream->out_sent = true;
    refuse_rest(stream);
    return 0;
}

// For a client's users: ECONNREFUSED is said of what was not looked at.
static int errno_of(const struct http2 *connection, uint32_t error)
{
    if (!connection->is_client) return ECONNRESET;
    return error == NGHTTP2_REFUSED_STREAM   ? ECONNREFUSED
           : error == NGHTTP2_PROTOCOL_ERROR ? EPROTO
                                             : ECONNRESET;
}

// Its task goes on, though there is nothing left to do for the peer.
static void note_ending(struct http2_stream *stream)
{
    struct http2 *connection = stream->connection;
    stream->ending = true;
    if (++connection->ending == HTTP2_ENDING)
        csp_event_clear(&connection->room);
}

static int
on_closed(nghttp2_session *session, int32_t id, uint32_t error, void *user)
{
    struct http2_stream *stream = find(session, id);
    if (!stream) return 0;
    nghttp2_session_set_stream_user_data(session, id, NULL);
    stream->closed = true;
    stream->error = errno_of(user, error);
    csp__http2_give_place(stream);
    if (stream->out_sent && !stream->done) note_ending(stream);
    move(stream);
    csp__http2_forget(stream);
    return 0;
}

// -- the session -------------------------------------------------------------

static void set_calls(nghttp2_session_callbacks *calls)
{
    nghttp2_session_callbacks_set_on_begin_headers_callback(calls,
                                                            on_begin_headers);
    nghttp2_session_callbacks_set_on_begin_frame_callback(calls,
                                                          on_begin_frame);
    nghttp2_session_callbacks_set_on_header_callback(calls, on_header);
    nghttp2_session_callbacks_set_on_frame_recv_callback(calls, on_frame);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(calls, on_data);
    nghttp2_session_callbacks_set_on_frame_send_callback(calls, on_sent);
    nghttp2_session_callbacks_set_on_stream_close_callback(calls, on_closed);
}

static void set_options(nghttp2_option *options)
{
    nghttp2_option_set_no_auto_window_update(options, 1);
    nghttp2_option_set_max_outbound_ack(options, HTTP2_ACKS);
}

static bool say_hello(struct http2 *connection)
{
    uint32_t head = (uint32_t)connection->head_bytes;
    nghttp2_settings_entry server[] = {
        {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, head},
        {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, HTTP2_STREAMS},
    };
    nghttp2_settings_entry client[] = {
        {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, head},
        {NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
        {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, HTTP2_CLIENT_WINDOW},
    };
    nghttp2_session *session = connection->session;
    bool is_client = connection->is_client;
    int32_t window =
        is_client ? HTTP2_PLACES * HTTP2_CLIENT_WINDOW : HTTP2_WINDOW;
    return nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE,
                                   is_client ? client : server,
                                   is_client ? 3 : 2) == 0 &&
           nghttp2_session_set_local_window_size(session, NGHTTP2_FLAG_NONE, 0,
                                                 window) == 0;
}

bool csp__http2_open(struct http2 *connection)
{
    nghttp2_session_callbacks *calls = NULL;
    nghttp2_option *options = NULL;
    bool made = nghttp2_session_callbacks_new(&calls) == 0 &&
                nghttp2_option_new(&options) == 0;
    if (made) {
        set_calls(calls);
        set_options(options);
        __typeof__(nghttp2_session_server_new2) *make =
            connection->is_client ? nghttp2_session_client_new2
                                  : nghttp2_session_server_new2;
        made = make(&connection->session, calls, connection, options) == 0;
    }
    nghttp2_session_callbacks_del(calls);
    nghttp2_option_del(options);
    return made && say_hello(connection);
}

void csp__http2_close(struct http2 *connection)
{
    nghttp2_session_del(connection->session);
    while (connection->first)
        destroy(connection->first);
}

void csp__http2_end(struct http2 *connection, ssize_t error)
{
    nghttp2_session *session = connection->session;
    uint32_t code = error >= 0                     ? NGHTTP2_NO_ERROR
                    : error == NGHTTP2_ERR_FLOODED ? NGHTTP2_ENHANCE_YOUR_CALM
                    : error == NGHTTP2_ERR_BAD_CLIENT_MAGIC
                        ? NGHTTP2_PROTOCOL_ERROR
                        : NGHTTP2_INTERNAL_ERROR;
    pthread_mutex_lock(&connection->lock);
    connection->over = true;
    csp__http2_wake(connection);
    // Else it has been said.
    if (nghttp2_session_want_read(session))
        nghttp2_session_terminate_session(session, code);
    pthread_mutex_unlock(&connection->lock);
}

bool csp__http2_feed(struct http2 *connection, const void *p, size_t n)
{
    pthread_mutex_lock(&connection->lock);
    nghttp2_session *session = connection->session;
    ssize_t fed = nghttp2_session_mem_recv(session, p, n);
    bool goes_on = fed == (ssize_t)n && nghttp2_session_want_read(session);
    pthread_mutex_unlock(&connection->lock);
    if (fed < 0) csp__http2_end(connection, fed);
    csp_event_set(&connection->output);
    return goes_on;
}

bool csp__http2_is_over(struct http2 *connection)
{
    pthread_mutex_lock(&connection->lock);
    bool is = !nghttp2_session_want_read(connection->session);
    pthread_mutex_unlock(&connection->lock);
    return is;
}

bool csp__http2_drain(struct http2 *connection, struct http2_bytes *to)
{
    const uint8_t *p;
    ssize_t n = 0;
    to->end = 0;
    pthread_mutex_lock(&connection->lock);
    while (!connection->broken && to->end < HTTP2_WRITE_BYTES &&
           (n = nghttp2_session_mem_send(connection->session, &p)) > 0)
        connection->broken = !csp__http2_put(to, p, (size_t)n);
    if (n < 0) connection->broken = true;
    pthread_mutex_unlock(&connection->lock);
    return to->end > 0;
}
