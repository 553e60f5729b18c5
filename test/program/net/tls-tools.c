// RUN: %program %s --script %S/Inputs/tls-tools/tools.sh
// REQUIRES: tls, curl, openssl
// UNSUPPORTED: stress
// LIBS: -lcsptls
// WORKERS: 2
// curl, and openssl's own client and server, understand us and are understood,
// with TLS 1.2 and 1.3, and hear what is wrong.
// usage: tls-tools CHAIN KEY ...           a server; ends with its input
//        tls-tools -c TRUST NAME ADDRESS   a client; sends its input
#include <csp_tls.h>
#include <stdio.h>
#include <string.h>

static void answer(struct csp_tls *tls)
{
    char b[4096], text[200];
    if (csp_tls_read(tls, b, sizeof b) <= 0) return;
    int n = snprintf(text, sizeof text, "%s\n", csp_tls_name(tls));
    csp_tls_write(tls, b, (size_t)snprintf(b, sizeof b,
                  "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", n));
    csp_tls_write(tls, text, (size_t)n);
    csp_tls_shutdown(tls);
}

static coroutine void handle(int fd, const struct csp_addr *peer, void *arg)
{
    (void)peer;
    struct csp_tls *tls = csp_tls_make(arg, fd, NULL);
    answer(tls);
    if (*csp_tls_error(tls)) fprintf(stderr, "server: %s\n", csp_tls_error(tls));
    csp_tls_close(tls);
}

static int ask(char **argv)
{
    char b[4096];
    ssize_t n;
    struct csp_tls_context *context = csp_tls_context_make(CSP_TLS_CLIENT);
    csp_tls_trust(context, argv[0]);
    struct csp_tls *tls = csp_tls_make(context, csp_dial(argv[2]), argv[1]);
    while ((n = csp_read(0, b, sizeof b)) > 0)
        if (csp_tls_write(tls, b, (size_t)n) < n) break;
    csp_tls_shutdown(tls);
    while ((n = csp_tls_read(tls, b, sizeof b)) > 0) csp_write(1, b, (size_t)n);
    printf("client: %zd %s\n", n, csp_tls_error(tls));
    csp_tls_close(tls);
    csp_tls_context_free(context);
    return 0;
}

int main(int argc, char **argv)
{
    struct csp_addr at;
    char text[64];
    if (argc > 1 && strcmp(argv[1], "-c") == 0) return ask(argv + 2);
    struct csp_tls_context *context = csp_tls_context_make(CSP_TLS_SERVER);
    for (int i = 1; i + 1 < argc; i += 2)
        csp_tls_certificate(context, argv[i], argv[i + 1]);
    int listener = csp_listen_at("127.0.0.1:0", 0, &at);
    puts(strchr(csp_addr_text(&at, text, sizeof text), ':') + 1);
    fflush(stdout);
    struct csp_server *server = csp_serve(listener, 100, handle, context);
    csp_read(0, text, 1);
    csp_serve_stop(server);
    csp_tls_context_free(context);
}
