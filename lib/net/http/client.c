// SPDX-License-Identifier: MIT
// client.c: a client's side of a connection. Owns its stream, and one exchange
// at a time: a request that is written, then the response that is read. Each
// has its memory while it is there: who waits for a response has neither.
#include "http.h"

#include <stdio.h>
#include <stdlib.h>

enum { HEAD_BYTES = 16384, SKIP_BYTES = 262144 };

struct response {
    struct http_in in;
    char data[HEAD_BYTES + HTTP_AHEAD_BYTES]; // the source's
};

struct csp_http_client {
    struct csp_stream stream;
    struct http_source source;
    struct csp_http_out *out;  // from the first field until it has gone out
    struct response *response; // from its first byte until the next request
    bool asked;                // and not answered
    bool is_head;              // the method was HEAD
    bool over;                 // no more requests
    char host[];
};

// -- connections -------------------------------------------------------------

struct csp_http_client *
csp_http_client_on(struct csp_stream stream, const char *host)
{
    size_t n = strlen(host) + 1;
    bool is_right = csp__http_is_text(host, n - 1);
    struct csp_http_client *client =
        is_right ? calloc(1, sizeof *client + n) : NULL;
    if (!client) {
        int error = is_right ? ENOMEM : EINVAL;
        csp_stream_close(&stream);
        errno = error;
        return NULL;
    }
    client->stream = stream;
    client->source.stream = &client->stream;
    memcpy(client->host, host, n);
    return client;
}

csp_operation struct csp_http_client *
csp_http_dial_dl(const char *where, int64_t deadline)
{
    int fd = csp_dial_dl(where, deadline);
    if (fd < 0) return NULL;
    bool is_path = strncmp(where, "unix:", 5) == 0;
    return csp_http_client_on(csp_stream_plain(fd),
                              is_path ? "localhost" : where);
}

void csp_http_hang_up(struct csp_http_client *client)
{
    csp_stream_close(&client->stream);
    free(client->out);
    free(client->response);
    free(client);
}

struct csp_http_out *csp_http_request(struct csp_http_client *client)
{
    if (client->out) return client->out;
    client->out = malloc(sizeof *client->out);
    if (!client->out) return NULL;
    csp__http_out_init(client->out, &client->stream);
    client->out->is_request = true;
    return client->out;
}

bool csp_http_is_open(const struct csp_http_client *client)
{
    return !client->over && !(client->out && client->out->broken);
}

// -- a request ---------------------------------------------------------------

static int give_up(struct csp_http_client *client, int error)
{
    client->over = true;
    return http_fail(error);
}

// Reads over what is left of the response, which is gone then.
csp_operation int
csp_http_forget_dl(struct csp_http_client *client, int64_t deadline)
{
    struct response *response = client->response;
    char scratch[1024];
    bool done = true;
    if (!response || client->asked) return 0;
    until(deadline) done =
        csp__http_skip(&response->in, SKIP_BYTES, scratch, sizeof scratch);
    if (!done || http_held(&client->source)) client->over = true;
    client->response = NULL;
    free(response);
    return done ? 0 : -1;
}

static bool is_target(const char *target)
{
    for (const char *c = target; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 127) return false;
    return *target;
}

// "GET /x HTTP/1.1" and the Host, before the fields.
static int start_line(struct csp_http_client *client, const char *method,
                      const char *target)
{
    struct csp_http_out *out = csp_http_request(client);
    if (!out) return -1;
    char line[HTTP_SET_BYTES];
    int n = snprintf(line, sizeof line, "%s %s HTTP/1.1\r\nHost: %s\r\n",
                     method, target, client->host);
    if (n < 0 || (size_t)n >= sizeof line) return http_fail(ENOBUFS);
    if ((size_t)n + out->used > HTTP_SET_BYTES) return http_fail(ENOBUFS);
    return csp__http_prepend(out, line, (size_t)n);
}

static bool may_have_body(const char *method)
{
    return strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 ||
           strcmp(method, "PATCH") == 0;
}

csp_operation int csp_http_ask_dl(struct csp_http_client *client,
                                  const char *method, const char *target,
                                  int64_t length, int64_t deadline)
{
    if (!csp__http_is_token(method, strlen(method)) || !is_target(target) ||
        length < -1)
        return http_fail(EINVAL);
    if (client->asked) return http_fail(EALREADY);
    if (csp_http_forget_dl(client, deadline) < 0) client->over = true;
    if (client->over) return give_up(client, EPIPE);
    if (start_line(client, method, target) < 0) return -1;
    struct csp_http_out *out = client->out;
    out->begun = client->asked = true;
    out->length = length;
    out->chunked = length < 0;
    out->is_empty = length == 0 && !may_have_body(method);
    client->is_head = strcmp(method, "HEAD") == 0;
    return 0;
}

// -- a response --------------------------------------------------------------

// Waits for the first byte, and has memory for it then. 0, or -1 and errno.
static coroutine int await(struct csp_http_client *client, int64_t deadline)
{
    if (!csp_stream_pending(&client->stream) &&
        csp_ready_dl(client->stream.fd, CSP_READABLE, deadline) < 0)
        return -1;
    struct response *response = malloc(sizeof *response);
    if (!response) return -1;
    client->response = response;
    client->source.data = response->data;
    client->source.size = sizeof response->data;
    client->source.base = client->source.at = client->source.end = 0;
    response->in.source = &client->source;
    response->in.pace = (struct http_pace){0};
    response->in.most = -1;
    return 0;
}

// The next head, in whole, at the front of the memory: its length; -1 and
// errno.
static ssize_t read_head(struct csp_http_client *client, int64_t deadline)
{
    struct http_source *source = &client->source;
    size_t held = http_held(source);
    memmove(source->data, source->data + source->at, held);
    source->base = source->at = 0;
    source->end = held;
    for (size_t seen = 0;;) {
        ssize_t n = csp__http_head_end(source->data, source->end, &seen);
        if (n > 0) return n;
        if (n < 0 || source->end > HEAD_BYTES) return http_fail(EPROTO);
        ssize_t got = csp__http_more(source, deadline);
        if (got < 0) return -1;
        if (got == 0) return http_fail(source->end ? EPROTO : ECONNRESET);
    }
}

// One head; those with a status below 200 only say that another will come.
static int read_response(struct csp_http_client *client, int64_t deadline)
{
    if (await(client, deadline) < 0) return -1;
    struct http_in *in = &client->response->in;
    do {
        ssize_t n = read_head(client, deadline);
        if (n < 0) return -1;
        int status = csp__http_response_head(in, client->source.data, (size_t)n,
                                             client->is_head);
        if (status || in->shown.status == 101) return http_fail(EPROTO);
        client->source.base = client->source.at = (size_t)n;
    } while (in->shown.status < 200);
    return 0;
}

// What the server did not take, it may have answered all the same.
static int send_rest(struct csp_http_client *client, int64_t deadline)
{
    bool closes = client->out->close;
    int error = csp__http_finish(client->out, deadline) < 0 ? errno : 0;
    free(client->out);
    client->out = NULL;
    client->over = closes || error;
    return error && error != EPIPE && error != ECONNRESET ? http_fail(error)
                                                          : 0;
}

// There will be none.
static void give_up_response(struct csp_http_client *client)
{
    int error = errno;
    free(client->response);
    client->response = NULL;
    client->asked = false;
    client->over = true;
    errno = error;
}

csp_operation struct csp_http_in *
csp_http_answer_dl(struct csp_http_client *client, int64_t deadline)
{
    if (!client->asked) return errno = EINVAL, NULL;
    if (send_rest(client, deadline) < 0 || read_response(client, deadline) < 0)
        return give_up_response(client), NULL;
    client->asked = false;
    if (!client->response->in.keeps) client->over = true;
    return &client->response->in.shown;
}

// -- the two in one ----------------------------------------------------------

csp_operation struct csp_http_in *
csp_http_get_dl(struct csp_http_client *client, const char *target,
                int64_t deadline)
{
    if (csp_http_ask_dl(client, "GET", target, 0, deadline) < 0) return NULL;
    return csp_http_answer_dl(client, deadline);
}

csp_operation struct csp_http_in *
csp_http_post_dl(struct csp_http_client *client, const char *target,
                 const char *type, const void *p, size_t n, int64_t deadline)
{
    struct csp_http_out *out = csp_http_request(client);
    if (!out || csp_http_set(out, "Content-Type", type) < 0) return NULL;
    if (csp_http_ask_dl(client, "POST", target, (int64_t)n, deadline) < 0)
        return NULL;
    ssize_t moved = csp_http_write_dl(out, p, n, deadline);
    if (moved != (ssize_t)n && errno != EPIPE && errno != ECONNRESET)
        return NULL;
    return csp_http_answer_dl(client, deadline);
}
