// RUN: %program %s --script %S/Inputs/http2-tools/tools.sh
// REQUIRES: http2, curl, nghttp, h2load
// UNSUPPORTED: stress
// LIBS: -lcsphttp2
// WORKERS: 2
// Stock clients of HTTP/2 get what handlers of csp_http.h answer: many requests
// at once, bodies both ways larger than all windows, in pieces and in whole.
// usage: http2-tools   a server; ends with its input
#include <csp_http2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void echo(struct csp_http_in *request, struct csp_http_out *response)
{
    char b[5000];
    ssize_t n;
    csp_http_begin(response, 200, request->length);
    while ((n = csp_http_read(request, b, sizeof b)) > 0)
        if (csp_http_write(response, b, (size_t)n) < n) return;
}

static void large(struct csp_http_out *response, size_t bytes)
{
    char *b = malloc(bytes);
    memset(b, 'x', bytes);
    csp_http_reply(response, 200, b, bytes);
    free(b);
}

// More than was written is promised.
static void lies(struct csp_http_out *response)
{
    csp_http_begin(response, 200, 10);
    csp_http_write(response, "short", 5);
}

static void hello(struct csp_http_in *request, struct csp_http_out *response)
{
    char b[5000];
    while (csp_http_read(request, b, sizeof b) > 0)
        continue;
    csp_http_reply(response, 200, "hello\n", 6);
}

static coroutine void handle(struct csp_http_in *request,
                             struct csp_http_out *response, void *arg)
{
    const char *path = request->path, *cookie = csp_http_field(request, "Cookie");
    (void)arg;
    csp_http_set(response, "X-Method", request->method);
    if (cookie) csp_http_set(response, "X-Cookie", cookie);
    if (strcmp(path, "/echo") == 0)
        echo(request, response);
    else if (strcmp(path, "/large") == 0)
        large(response, (size_t)atoi(request->query));
    else if (strcmp(path, "/lies") == 0)
        lies(response);
    else if (strcmp(path, "/hello") == 0)
        hello(request, response);
}

int main(void)
{
    struct csp_addr at;
    char text[64];
    struct csp_http_service service = {.handler = handle, .body_bytes = 5 << 20};
    int listener = csp_listen_at("127.0.0.1:0", 0, &at);
    puts(csp_addr_text(&at, text, sizeof text));
    fflush(stdout);
    struct csp_server *server = csp_http2_serve(listener, &service);
    csp_read(0, text, 1);
    printf("%d cancelled\n", csp_serve_stop_dl(server, csp_now() + CSP_S));
}
