// SPDX-License-Identifier: MIT
// client.c: a client's side, whatever carries its requests: connection.c, or a
// stream of HTTP/2. Owns one exchange at a time: a request that is written,
// then the response that is read. Each has its memory while it is there.
#include "http.h"

#include <stdio.h>

void csp_http_hang_up(struct csp_http_client *client)
{
    client->calls->close(client);
}

bool csp_http_is_open(const struct csp_http_client *client)
{
    return client->calls->is_open(client);
}

// -- a request ---------------------------------------------------------------

// A request that was answered early is there until the next.
static void leave_out(struct csp_http_client *client)
{
    bool is_answered = client->out && client->out->begun && !client->asked;
    if (is_answered) client->calls->leave_out(client);
}

struct csp_http_out *csp_http_request(struct csp_http_client *client)
{
    leave_out(client);
    if (!client->out && client->calls->make(client) < 0) return NULL;
    return client->out;
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
    struct csp_http_out *out = client->out;
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
    if (!csp_http_request(client)) return -1;
    if (client->calls->begin(client, deadline) < 0) return -1;
    if (start_line(client, method, target) < 0) return -1;
    struct csp_http_out *out = client->out;
    out->begun = client->asked = true;
    out->length = length;
    out->chunked = length < 0 && out->minor > 0;
    out->is_empty = length == 0 && !may_have_body(method);
    client->is_head = strcmp(method, "HEAD") == 0;
    return 0;
}

// -- a response --------------------------------------------------------------

static coroutine struct csp_http_in *answer_by(http_client_call *call,
                                               struct csp_http_client *client,
                                               int64_t deadline)
{
    if (!client->asked) return errno = EINVAL, NULL;
    client->asked = false;
    if (call(client, deadline) < 0) return NULL;
    return &client->in->shown;
}

csp_operation struct csp_http_in *
csp_http_answer_dl(struct csp_http_client *client, int64_t deadline)
{
    return answer_by(client->calls->answer, client, deadline);
}

csp_operation struct csp_http_in *
csp_http_answer_early_dl(struct csp_http_client *client, int64_t deadline)
{
    return answer_by(client->calls->answer_early, client, deadline);
}

csp_operation int
csp_http_forget_dl(struct csp_http_client *client, int64_t deadline)
{
    if (client->asked) return 0;
    leave_out(client);
    return client->calls->forget(client, deadline);
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
