// A server in this process, and clients that send it bytes.
#include <csp_http.h>
#include <stdio.h>
#include <string.h>

static coroutine void echo(struct csp_http_in *in, struct csp_http_out *out)
{
    char body[4096];
    size_t n = 0;
    ssize_t got;
    while ((got = csp_http_read(in, body + n, sizeof body - n)) > 0)
        n += (size_t)got;
    if (got == 0) csp_http_reply(out, 200, body, n);
}

static coroutine void stream(struct csp_http_out *out)
{
    csp_http_begin(out, 200, -1);
    csp_http_write(out, "abc", 3);
    csp_http_write(out, "de", 2);
}

static coroutine void early(struct csp_http_in *in, struct csp_http_out *out)
{
    char body[64];
    csp_http_write(out, "abc", 3);
    (void)csp_http_read(in, body, sizeof body);
}

static coroutine void
handle(struct csp_http_in *in, struct csp_http_out *out, void *arg)
{
    (void)arg;
    if (strcmp(in->path, "/echo") == 0) return echo(in, out);
    if (strcmp(in->path, "/stream") == 0) return stream(out);
    if (strcmp(in->path, "/early") == 0) return early(in, out);
    if (strcmp(in->path, "/nothing") == 0) return;
    if (strcmp(in->path, "/host") == 0) {
        csp_http_reply(out, 200, in->host, strlen(in->host));
        return;
    }
    if (strcmp(in->path, "/short") == 0) {
        csp_http_begin(out, 200, 5);
        csp_http_write(out, "abc", 3);
        return;
    }
    csp_http_reply(out, 200, "ok\n", 3);
}

// Where it listens goes to *at.
static struct csp_server *
begin(struct csp_addr *at, const struct csp_http_service *service)
{
    int listener = csp_listen_at("127.0.0.1:0", 0, at);
    return csp_http_serve(listener, service);
}
