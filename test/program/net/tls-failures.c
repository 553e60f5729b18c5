// RUN: %program %s
// REQUIRES: tls
// LIBS: -lcsptls
// ENV: CSP_CLOCK=virtual
// Each handshake that must fail does, says why at both ends, and leaves nobody
// waiting: a name that is another's, certificates that are over or that nobody
// vouches for, no protocol in common, what is no TLS.
#include "Inputs/certificates.h"
#include <errno.h>

static struct certificate by, good, old, own;

// What became of it at both ends.
static void say(struct csp_tls *server, struct csp_tls *client)
{
    auto_chan(int) done = chan_make(int, 1);
    go {
        int made = csp_tls_handshake(server);
        // In TLS 1.3 the server has nothing to wait for behind its own.
        char b;
        if (made == 0) made = csp_tls_read(server, &b, 1) < 0 ? -1 : 0;
        chan_send(done, made < 0 ? errno : 0);
    }
    int error = csp_tls_handshake(client) < 0 ? errno : 0;
    bool is_same = error == 0 || error == EPROTO;
    if (error == 0) csp_tls_shutdown(client);
    error = chan_get(done);
    is_same = is_same && (error == 0 || error == EPROTO);
    printf("%d [%s] [%s]\n", is_same, csp_tls_error(client),
           csp_tls_error(server));
    csp_tls_close(client), csp_tls_close(server);
}

// trusted: NULL, anybody.
static void attempt(const struct certificate *shown,
                    const struct certificate *trusted, const char *name,
                    const char *alpn)
{
    int pair[2];
    struct csp_tls_context *serves = certificate_server(shown);
    struct csp_tls_context *calls = certificate_client(trusted ? trusted : &by);
    csp_tls_alpn(serves, "h2");
    if (alpn) csp_tls_alpn(calls, alpn);
    if (!trusted) csp_tls_trust_anybody(calls);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return;
    say(csp_tls_make(serves, pair[0], NULL), csp_tls_make(calls, pair[1], name));
    csp_tls_context_free(serves), csp_tls_context_free(calls);
}

// A client that writes `text` instead of a hello, and goes away or stays.
static void stranger(const char *text, bool stays)
{
    int pair[2];
    struct csp_tls_context *serves = certificate_server(&good);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return;
    struct csp_tls *server = csp_tls_make(serves, pair[0], NULL);
    csp_write(pair[1], text, strlen(text));
    if (!stays) shutdown(pair[1], SHUT_WR);
    char b;
    errno = 0;
    ssize_t n = csp_tls_read(server, &b, 1); // within ten seconds
    printf("%zd %s [%s]\n", n, strerror(errno), csp_tls_error(server));
    csp_tls_close(server), csp_close(pair[1]);
    csp_tls_context_free(serves);
}

// A key of another kind than all others are.
static const char *other_key(void)
{
    static char path[64];
    snprintf(path, sizeof path, "%s/other.key", certificates_folder);
    FILE *file = fopen(path, "w");
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    if (!file || !PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL))
        abort();
    EVP_PKEY_free(key);
    fclose(file);
    return path;
}

static void refuses(void)
{
    struct csp_tls_context *context = csp_tls_context_make(CSP_TLS_SERVER);
    int n = csp_tls_certificate(context, good.chain, old.key_file) < 0;
    n += strstr(csp_tls_context_error(context), "key values mismatch") != 0;
    n += csp_tls_certificate(context, good.chain, other_key()) < 0;
    n += strstr(csp_tls_context_error(context), "not the key of") != 0;
    n += csp_tls_certificate(context, "/none/such.pem", "") < 0;
    n += strstr(csp_tls_context_error(context), "/none/such.pem: ") != 0;
    n += csp_tls_alpn(context, "h2,,x") < 0 && errno == EINVAL;
    n += csp_tls_trust(context, "/none/such") < 0 && errno == EINVAL;
    n += !csp_tls_make(context, 0, NULL) && errno == EINVAL; // no certificate
    csp_tls_context_free(context);
    context = csp_tls_context_make(CSP_TLS_CLIENT);
    n += !csp_tls_make(context, 0, NULL) && !csp_tls_make(context, 0, ".");
    csp_tls_context_free(context);
    printf("%d\n", n); // OUT: 10
}

int main(void)
{
    certificates_begin();
    by = certificate_make("authority", NULL, 9, NULL);
    good = certificate_make("good", "DNS:a.test,IP:127.0.0.1", 9, &by);
    old = certificate_make("old", "DNS:a.test", -1, &by);
    own = certificate_make("own", "DNS:a.test", 9, NULL);
    refuses();
    attempt(&good, &by, "a.test.", "http/1.1,h2"); // OUT: 1 [] []
    attempt(&good, &by, "127.0.0.1", NULL);        // OUT: 1 [] []
    attempt(&own, NULL, "b.test", NULL);            // OUT: 1 [] []
    attempt(&good, &good, "a.test", NULL);          // OUT: 1 [] []
    attempt(&good, &old, "a.test", NULL);
    // OUT-RE: 1 \[certificate verify failed: .*issuer certificate\] \[.*\]
    attempt(&good, &by, "b.test", NULL);
    // OUT-RE: 1 \[certificate verify failed: [Hh]ostname mismatch\] \[.*alert.*\]
    attempt(&good, &by, "127.0.0.2", NULL);
    // OUT-RE: 1 \[certificate verify failed: IP address mismatch\] \[.*alert.*\]
    attempt(&old, &by, "a.test", NULL);
    // OUT-RE: 1 \[certificate verify failed: certificate has expired\] \[.*expired\]
    attempt(&own, &by, "a.test", NULL);
    // OUT-RE: 1 \[certificate verify failed: self.signed certificate\] \[.*unknown ca\]
    attempt(&good, &by, "a.test", "http/1.1");
    // OUT-RE: 1 \[.*alert no application protocol\] \[no application protocol\]
    stranger("GET / HTTP/1.1\r\n\r\n", true);
    // OUT: -1 Protocol error [http request]
    stranger("", false);
    // OUT: -1 Connection reset by peer [the peer has gone in the midst of the handshake]
    stranger("\26\3\1", true); // OUT: -1 Connection timed out []
    certificate_free(&by), certificate_free(&good);
    certificate_free(&old), certificate_free(&own);
}
