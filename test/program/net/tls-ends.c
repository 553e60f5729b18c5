// RUN: %program %s
// REQUIRES: tls
// LIBS: -lcsptls
// ENV: CSP_CLOCK=virtual
// A stream that is cut off is told from one that ends; who waits is let go by a
// deadline, a scope, a cancel and a close; what a peer does not take is
// reported and comes later.
#include "Inputs/certificates.h"
#include <errno.h>

static struct certificate by, own;
static struct csp_tls *ends[2];
static char big[1 << 20], back[1 << 20];

static void connect_both(void)
{
    int pair[2];
    struct csp_tls_context *serves = certificate_server(&own);
    struct csp_tls_context *calls = certificate_client(&by);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) abort();
    ends[0] = csp_tls_make(serves, pair[0], NULL);
    ends[1] = csp_tls_make(calls, pair[1], "a.test");
    csp_tls_context_free(serves), csp_tls_context_free(calls);
    par {
        csp_tls_handshake(ends[0]);
        csp_tls_handshake(ends[1]);
    }
}

static int reads(struct csp_tls *tls)
{
    char b;
    ssize_t n = csp_tls_read(tls, &b, 1);
    return n < 0 ? errno : 1000;
}

static void cut_off(bool says)
{
    connect_both();
    csp_tls_write(ends[0], "all", 3);
    if (says) csp_tls_shutdown(ends[0]);
    csp_tls_close(ends[0]);
    ssize_t n = csp_tls_read(ends[1], back, 9), m = csp_tls_read(ends[1], back, 9);
    printf("%zd %zd %s [%s]\n", n, m, strerror(errno), csp_tls_error(ends[1]));
    csp_tls_close(ends[1]);
}
// OUT: 3 -1 Connection reset by peer [the peer has gone without saying that it ends]
// OUT: 3 0 Success []

static void let_go(void)
{
    char b;
    int why;
    connect_both();
    csp_tls_read_dl(ends[0], &b, 1, csp_now() + CSP_MS);
    printf("%s, ", strerror(errno));
    within (CSP_MS, &why) {
        csp_tls_read(ends[0], &b, 1);
        puts("never");
    }
    printf("%s\n", csp_error_text(why));
    // OUT: Connection timed out, the deadline has passed
    task(int) t = spawn(reads(ends[0]));
    task(int) u = spawn(reads(ends[0])); // waits for its turn
    csp_sleep(CSP_MS);
    task_cancel(t);
    printf("%s, ", strerror(join(t)));
    csp_sleep(CSP_MS);
    csp_tls_close(ends[0]);
    printf("%s\n", strerror(join(u))); // OUT: Operation canceled, Bad file descriptor
    csp_tls_close(ends[1]);
}

// What is reported at a deadline comes, once and in order.
static void not_taken(void)
{
    size_t at = 0, sent = 0;
    connect_both();
    for (size_t i = 0; i < sizeof big; i++) big[i] = (char)(i % 251);
    ssize_t n = csp_tls_write_dl(ends[0], big, sizeof big, csp_now() + CSP_MS);
    printf("%d %d\n", n > 0 && n < (ssize_t)sizeof big, errno == ETIMEDOUT);
    sent = (size_t)n; // OUT: 1 1
    n = csp_tls_write_dl(ends[0], "no", 2, csp_now() + CSP_MS);
    printf("%zd\n", n); // OUT: -1
    par {
        { // who waits for an answer sends what is left
            char b;
            if (csp_tls_read(ends[0], &b, 1) == 1)
                csp_tls_write(ends[0], big + sent, sizeof big - sent);
        }
        {
            while (at < sizeof big) {
                ssize_t m = csp_tls_read(ends[1], back + at, sizeof back - at);
                if (m <= 0) break;
                at += (size_t)m;
                if (at == sent) csp_tls_write(ends[1], "x", 1);
            }
        }
    }
    printf("%d\n", at == sizeof big && memcmp(big, back, at) == 0); // OUT: 1
    csp_tls_close(ends[0]);
    printf("%zd\n", csp_tls_read(ends[1], &back, 1)); // OUT: -1
    csp_tls_close(ends[1]);
}

static coroutine void serve(int fd, const struct csp_addr *peer, void *arg)
{
    char b[8];
    (void)peer;
    struct csp_tls *tls = csp_tls_make(arg, fd, NULL);
    while (csp_tls_idle(tls)) {
        ssize_t n = csp_tls_read_dl(tls, b, 2, csp_now() + CSP_S);
        if (n <= 0 || csp_tls_write(tls, b, (size_t)n) < n) break;
    }
    csp_tls_shutdown_dl(tls, csp_now() + CSP_S);
    csp_tls_close(tls);
}

// A handler waits without a buffer; what is deciphered already is not waited
// for; a stop lets it go, and the peer hears an end.
static void served(void)
{
    struct csp_addr at;
    int listener = csp_listen_at("127.0.0.1:0", 0, &at);
    struct csp_tls_context *serves = certificate_server(&own);
    struct csp_tls_context *calls = certificate_client(&by);
    struct csp_server *s = csp_serve(listener, 9, serve, serves);
    struct csp_tls *tls = csp_tls_make(calls, csp_connect(&at), "a.test");
    csp_tls_write(tls, "abcdef", 6);
    char b[8] = "";
    for (size_t n = 0; n < 6;) {
        ssize_t m = csp_tls_read(tls, b + n, 6 - n);
        if (m <= 0) break;
        n += (size_t)m;
    }
    printf("%s ", b);
    int cancelled = csp_serve_stop(s);
    printf("%d %zd\n", cancelled, csp_tls_read(tls, b, 1)); // OUT: abcdef 0 0
    csp_tls_close(tls);
    csp_tls_context_free(serves), csp_tls_context_free(calls);
}

int main(void)
{
    certificates_begin();
    by = certificate_make("authority", NULL, 9, NULL);
    own = certificate_make("own", "DNS:a.test", 9, &by);
    cut_off(false);
    cut_off(true);
    let_go();
    not_taken();
    served();
    certificate_free(&by), certificate_free(&own);
}
