// SPDX-License-Identifier: MIT
// connection.c: a client's connection of HTTP/1.1, which takes one request
// after the other. Owns its stream, and what an exchange needs: who waits for a
// response has no memory for it.
#include "http.h"

#include <poll.h>
#include <stdlib.h>

enum { SKIP_BYTES = 262144 };

struct response {
    struct http_in in;
    char data[HTTP_HEAD_BYTES + HTTP_AHEAD_BYTES]; // the source's
};

struct connection {
    struct csp_http_client client; // .in is a response's
    struct csp_stream stream;
    struct http_source source;
    bool over; // no more requests
    char host[];
};

static struct connection *connection_of(struct csp_http_client *client)
{
    return (struct connection *)client;
}

// -- a request ---------------------------------------------------------------

static int make(struct csp_http_client *client)
{
    client->out = malloc(sizeof *client->out);
    if (!client->out) return -1;
    csp__http_out_init(client->out, &connection_of(client)->stream);
    client->out->is_request = true;
    return 0;
}

// Reads over what is left of the response, which is gone then.
static coroutine int read_over(struct csp_http_client *client, int64_t deadline)
{
    struct connection *self = connection_of(client);
    struct http_in *in = client->in;
    char scratch[1024];
    bool done = true;
    if (!in) return 0;
    until(deadline) done =
        csp__http_skip(in, SKIP_BYTES, scratch, sizeof scratch);
    if (!done || http_held(&self->source)) self->over = true;
    client->in = NULL;
    free(in);
    return done ? 0 : -1;
}

static coroutine int begin(struct csp_http_client *client, int64_t deadline)
{
    struct connection *self = connection_of(client);
    if (csp_http_forget_dl(client, deadline) < 0) self->over = true;
    return self->over ? http_fail(EPIPE) : 0;
}

// -- its response ------------------------------------------------------------

// Waits for the first byte, and has memory for it then. 0, or -1 and errno.
static coroutine int await(struct connection *self, int64_t deadline)
{
    if (!csp_stream_pending(&self->stream) &&
        csp_ready_dl(self->stream.fd, CSP_READABLE, deadline) < 0)
        return -1;
    struct response *response = malloc(sizeof *response);
    if (!response) return -1;
    self->client.in = &response->in;
    self->source.data = response->data;
    self->source.size = sizeof response->data;
    self->source.base = self->source.at = self->source.end = 0;
    response->in.source = &self->source;
    response->in.pace = (struct http_pace){0};
    response->in.most = -1;
    return 0;
}

// The next head, in whole, at the front of the memory: its length; -1 and
// errno.
static ssize_t read_head(struct connection *self, int64_t deadline)
{
    struct http_source *source = &self->source;
    csp__http_to_front(source, 0);
    for (size_t seen = 0;;) {
        ssize_t n = csp__http_head_end(source->data, source->end, &seen);
        if (n > 0) return n;
        if (n < 0 || source->end > HTTP_HEAD_BYTES) return http_fail(EPROTO);
        ssize_t got = csp__http_more(source, deadline);
        if (got < 0) return -1;
        if (got == 0) return http_fail(source->end ? EPROTO : ECONNRESET);
    }
}

// One head; those with a status below 200 only say that another will come, and
// a server may not go on with them for ever.
static int read_response(struct connection *self, int64_t deadline)
{
    if (await(self, deadline) < 0) return -1;
    struct http_in *in = self->client.in;
    int heads = 0;
    do {
        if (++heads > HTTP_EARLY_HEADS) return http_fail(EPROTO);
        ssize_t n = read_head(self, deadline);
        if (n < 0) return -1;
        int status = csp__http_response_head(in, self->source.data, (size_t)n,
                                             self->client.is_head);
        if (status || in->shown.status == 101) return http_fail(EPROTO);
        self->source.base = self->source.at = (size_t)n;
    } while (in->shown.status < 200);
    return 0;
}

// A server that has not got it in whole takes no other.
static void leave_out(struct csp_http_client *client)
{
    struct csp_http_out *out = client->out;
    if (out->close || !out->ended) connection_of(client)->over = true;
    client->out = NULL;
    free(out);
}

// What the server did not take, it may have answered all the same.
static int send_rest(struct connection *self, int64_t deadline)
{
    int error = csp_http_end_dl(self->client.out, deadline) < 0 ? errno : 0;
    leave_out(&self->client);
    return error && error != EPIPE && error != ECONNRESET ? http_fail(error)
                                                          : 0;
}

// There will be none.
static void give_up(struct connection *self)
{
    int error = errno;
    free(self->client.in);
    self->client.in = NULL;
    self->over = true;
    errno = error;
}

static coroutine int
answer_early(struct csp_http_client *client, int64_t deadline)
{
    struct connection *self = connection_of(client);
    if (read_response(self, deadline) < 0) return give_up(self), -1;
    if (!client->in->keeps) self->over = true;
    return 0;
}

static coroutine int answer(struct csp_http_client *client, int64_t deadline)
{
    struct connection *self = connection_of(client);
    if (send_rest(self, deadline) < 0) return give_up(self), -1;
    return answer_early(client, deadline);
}

// -- its beginning and its end -----------------------------------------------

// Has the server ended it, since nothing was asked for too long, say? Over TLS
// too, whose own words are read later.
static bool is_ended(int fd)
{
    struct pollfd wanted = {.fd = fd, .events = POLLRDHUP};
    return poll(&wanted, 1, 0) > 0; // or it has failed
}

static bool is_open(const struct csp_http_client *client)
{
    const struct connection *self = (const struct connection *)client;
    const struct csp_http_out *out = client->out;
    bool is_left = out && !client->asked && out->begun && !out->ended;
    return !self->over && !is_left && !(out && out->broken) &&
           !is_ended(self->stream.fd);
}

static void close_it(struct csp_http_client *client)
{
    csp_stream_close(&connection_of(client)->stream);
    free(client->out);
    free(client->in);
    free(client);
}

static const struct http_client_calls calls = {.make = make,
                                               .begin = begin,
                                               .answer = answer,
                                               .answer_early = answer_early,
                                               .leave_out = leave_out,
                                               .forget = read_over,
                                               .is_open = is_open,
                                               .close = close_it};

struct csp_http_client *
csp_http_client_on(struct csp_stream stream, const char *host)
{
    size_t n = strlen(host) + 1;
    bool is_right = csp__http_is_text(host, n - 1);
    struct connection *self = is_right ? calloc(1, sizeof *self + n) : NULL;
    if (!self) {
        int error = is_right ? ENOMEM : EINVAL;
        csp_stream_close(&stream);
        errno = error;
        return NULL;
    }
    self->client.calls = &calls;
    self->client.host = memcpy(self->host, host, n);
    self->stream = stream;
    self->source.stream = &self->stream;
    return &self->client;
}

csp_operation struct csp_http_client *
csp_http_dial_dl(const char *where, int64_t deadline)
{
    int fd = csp_dial_dl(where, deadline);
    if (fd < 0) return NULL;
    return csp_http_client_on(csp_stream_plain(fd), http_host_of(where));
}
