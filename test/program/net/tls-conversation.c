// RUN: %program %s
// REQUIRES: tls
// LIBS: -lcsptls
// Over TLS bytes come as they were sent, both ways at once and by pieces of all
// sizes; the protocol and the names are as agreed, and an end is an end.
#include "Inputs/certificates.h"
#include <errno.h>
#include <string.h>

enum { N = 3 << 20 };
static unsigned char text[N];

static void writer(struct csp_tls *tls, chan(int) done)
{
    size_t at = 0, some = 1;
    for (; at < N; at += some, some = some * 3 % 100003) {
        if (some > N - at) some = N - at;
        struct iovec v[] = {{text + at, some / 3},
                            {text + at, 0},
                            {text + at + some / 3, some - some / 3}};
        if (csp_tls_writev(tls, v, 3) != (ssize_t)some) break;
    }
    bool all = at == N && csp_tls_shutdown(tls) == 0;
    bool is_over = csp_tls_write(tls, "x", 1) < 0 && errno == EPIPE;
    chan_send(done, all && is_over);
}

static void reader(struct csp_tls *tls, chan(int) done)
{
    unsigned char *b = malloc(70000);
    size_t at = 0;
    ssize_t n;
    while ((n = csp_tls_read(tls, b, at % 7 ? 70000 : 100)) > 0) {
        if (at + (size_t)n > N || memcmp(b, text + at, (size_t)n) != 0) break;
        at += (size_t)n;
    }
    free(b);
    chan_send(done, at == N && n == 0 && errno == 0);
}

static void both(struct csp_tls *tls, chan(int) done)
{
    go writer(tls, done);
    go reader(tls, done);
}

int main(void)
{
    int pair[2], good = 0;
    char name[64];
    auto_chan(int) done = chan_make(int, 0);
    certificates_begin();
    for (int i = 0; i < N; i++) text[i] = (unsigned char)(i * 7 + i / 251);
    struct certificate by = certificate_make("authority", NULL, 9, NULL);
    struct certificate a = certificate_make("a", "DNS:a.test", 9, &by);
    struct certificate b = certificate_make("b", "DNS:*.b.test", 9, &by);
    struct csp_tls_context *serves = certificate_server(&a);
    struct csp_tls_context *calls = certificate_client(&by);
    csp_tls_certificate(serves, b.chain, b.key_file);
    csp_tls_alpn(serves, "h2,http/1.1");
    csp_tls_alpn(calls, "http/1.1,other");
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 1;
    struct csp_tls *server = csp_tls_make(serves, pair[0], NULL);
    struct csp_tls *client = csp_tls_make(calls, pair[1], "www.b.test");
    csp_tls_context_free(serves), csp_tls_context_free(calls);
    both(server, done), both(client, done);
    for (int i = 0; i < 4; i++) good += chan_get(done);
    printf("%d %s\n", good, csp_tls_protocol(client)); // OUT: 4 http/1.1
    // OUT: www.b.test, b
    printf("%s, %s\n", csp_tls_name(server), csp_tls_peer(client, name, 64));
    csp_tls_close(server), csp_tls_close(client);
    certificate_free(&by), certificate_free(&a), certificate_free(&b);
}
