// SPDX-License-Identifier: MIT
// context.c: what many connections share: certificates, whom we trust, what is
// spoken. OpenSSL's SSL_CTX holds one certificate of each kind of key, so a
// context has a set, an SSL_CTX, for each certificate, and what is no
// certificate is told to all of them. Nothing is changed once it is in use.
#include "tls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// -- failures ----------------------------------------------------------------

// -1 and errno; in words what OpenSSL says of `what`.
static int fail(struct csp_tls_context *context, const char *what)
{
    char words[TLS_TEXT_BYTES];
    tls_error_words(words, NULL);
    snprintf(context->error, TLS_TEXT_BYTES, "%.90s: %.100s", what, words);
    errno = EINVAL;
    return -1;
}

static int out_of_memory(struct csp_tls_context *context)
{
    snprintf(context->error, TLS_TEXT_BYTES, "out of memory");
    errno = ENOMEM;
    return -1;
}

const char *csp_tls_context_error(const struct csp_tls_context *context)
{
    return context->error;
}

// -- sets --------------------------------------------------------------------

// A key with a passphrase is one that cannot be read: nobody is asked.
static int no_passphrase(char *text, int n, int writes, void *arg)
{
    (void)text, (void)n, (void)writes, (void)arg;
    return -1;
}

static SSL_CTX *make_set(enum csp_tls_side side)
{
    bool serves = side == CSP_TLS_SERVER;
    SSL_CTX *set =
        SSL_CTX_new(serves ? TLS_server_method() : TLS_client_method());
    if (!set) return NULL;
    SSL_CTX_set_min_proto_version(set, TLS1_2_VERSION);
    SSL_CTX_set_options(set, SSL_OP_NO_RENEGOTIATION |
                                 SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(set, SSL_MODE_RELEASE_BUFFERS);
    // What a client wants resumed it brings along, in a ticket.
    SSL_CTX_set_session_cache_mode(set, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(set, (const unsigned char *)"csp", 3);
    SSL_CTX_set_default_passwd_cb(set, no_passphrase);
    if (!serves) SSL_CTX_set_verify(set, SSL_VERIFY_PEER, NULL);
    return set;
}

// -- who is called -----------------------------------------------------------

static int choose_set(SSL *ssl, int *alert, void *arg)
{
    (void)alert;
    struct csp_tls_context *context = arg;
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    if (!name) return SSL_TLSEXT_ERR_NOACK;
    for (int i = 0; i < context->n; i++) {
        X509 *certificate = SSL_CTX_get0_certificate(context->sets[i]);
        if (!certificate ||
            X509_check_host(certificate, name, 0,
                            X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, NULL) != 1)
            continue;
        SSL_set_SSL_CTX(ssl, context->sets[i]);
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_OK;
}

static int choose_protocol(SSL *ssl, const unsigned char **chosen,
                           unsigned char *n, const unsigned char *offered,
                           unsigned offered_bytes, void *arg)
{
    (void)ssl;
    struct csp_tls_context *context = arg;
    unsigned char *found;
    int way =
        SSL_select_next_proto(&found, n, context->protocols,
                              context->protocols_bytes, offered, offered_bytes);
    *chosen = found;
    return way == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK
                                         : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// -- made and freed ----------------------------------------------------------

static int init(struct csp_tls_context *context)
{
    bool calls = context->side == CSP_TLS_CLIENT;
    context->wire = tls_wire_make();
    context->sets = malloc(sizeof *context->sets);
    if (!context->wire || !context->sets) return -1;
    context->sets[0] = make_set(context->side);
    if (!context->sets[0]) return -1;
    context->n = 1;
    if (calls) return SSL_CTX_set_default_verify_paths(context->sets[0]) - 1;
    SSL_CTX_set_tlsext_servername_callback(context->sets[0], choose_set);
    SSL_CTX_set_tlsext_servername_arg(context->sets[0], context);
    return 0;
}

struct csp_tls_context *csp_tls_context_make(enum csp_tls_side side)
{
    struct csp_tls_context *context = calloc(1, sizeof *context);
    if (!context) return NULL;
    context->side = side;
    atomic_init(&context->users, 1);
    ERR_clear_error();
    if (init(context) == 0) return context;
    ERR_clear_error();
    csp_tls_context_free(context);
    errno = ENOMEM;
    return NULL;
}

void tls_context_retain(struct csp_tls_context *context)
{
    atomic_fetch_add(&context->users, 1);
}

void csp_tls_context_free(struct csp_tls_context *context)
{
    if (!context || atomic_fetch_sub(&context->users, 1) > 1) return;
    for (int i = 0; i < context->n; i++)
        SSL_CTX_free(context->sets[i]);
    BIO_meth_free(context->wire);
    free(context->sets);
    free(context->protocols);
    free(context);
}

// -- certificates ------------------------------------------------------------

// Everything but the certificate is as in the first one: what was said before
// counts for it too.
static void as_the_first(struct csp_tls_context *context, SSL_CTX *set)
{
    SSL_CTX *first = context->sets[0];
    SSL_CTX_set_verify(set, SSL_CTX_get_verify_mode(first), NULL);
    SSL_CTX_set1_cert_store(set, SSL_CTX_get_cert_store(first));
    if (context->protocols)
        SSL_CTX_set_alpn_select_cb(set, choose_protocol, context);
}

// One more set, at the end, NULL: memory is out.
static SSL_CTX *add_set(struct csp_tls_context *context)
{
    size_t bytes = sizeof *context->sets * ((size_t)context->n + 1);
    SSL_CTX **sets = realloc(context->sets, bytes);
    if (!sets) return NULL;
    context->sets = sets;
    SSL_CTX *set = make_set(context->side);
    if (!set) return NULL;
    as_the_first(context, set);
    return sets[context->n++] = set;
}

static int load(struct csp_tls_context *context, SSL_CTX *set,
                const char *chain_file, const char *key_file)
{
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(set, chain_file) != 1)
        return fail(context, chain_file);
    if (SSL_CTX_use_PrivateKey_file(set, key_file, SSL_FILETYPE_PEM) != 1)
        return fail(context, key_file);
    if (SSL_CTX_check_private_key(set) == 1) return 0;
    ERR_clear_error(); // of another kind: "no certificate assigned"
    snprintf(context->error, TLS_TEXT_BYTES, "%.90s: not the key of %.90s",
             key_file, chain_file);
    return errno = EINVAL, -1;
}

int csp_tls_certificate(struct csp_tls_context *context, const char *chain_file,
                        const char *key_file)
{
    SSL_CTX *set = context->sets[0];
    bool is_first = !context->has_certificate;
    if (!is_first && context->side == CSP_TLS_CLIENT) {
        snprintf(context->error, TLS_TEXT_BYTES,
                 "a client shows one certificate, and has it");
        return errno = EINVAL, -1;
    }
    if (!is_first && !(set = add_set(context))) return out_of_memory(context);
    if (load(context, set, chain_file, key_file) == 0) {
        context->has_certificate = true;
        return 0;
    }
    if (!is_first) SSL_CTX_free(context->sets[--context->n]);
    return -1;
}

// -- whom we trust -----------------------------------------------------------

int csp_tls_trust(struct csp_tls_context *context, const char *path)
{
    struct stat what;
    bool is_folder = stat(path, &what) == 0 && S_ISDIR(what.st_mode);
    X509_STORE *store = X509_STORE_new();
    if (!store) return out_of_memory(context);
    ERR_clear_error();
    X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
    int loaded = is_folder ? X509_STORE_load_path(store, path)
                           : X509_STORE_load_file(store, path);
    for (int i = 0; loaded && i < context->n; i++) {
        SSL_CTX_set1_cert_store(context->sets[i], store);
        SSL_CTX_set_verify(context->sets[i],
                           SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                           NULL);
    }
    int result = loaded ? 0 : fail(context, path);
    X509_STORE_free(store);
    return result;
}

void csp_tls_trust_anybody(struct csp_tls_context *context)
{
    for (int i = 0; i < context->n; i++)
        SSL_CTX_set_verify(context->sets[i], SSL_VERIFY_NONE, NULL);
}

// -- what is spoken ----------------------------------------------------------

// "h2,http/1.1" as ALPN has it, a byte of length before each: false, some name
// is empty or too long.
static bool encode(unsigned char *to, const char *protocols)
{
    for (const char *at = protocols;; at += strcspn(at, ",") + 1) {
        size_t n = strcspn(at, ",");
        if (n == 0 || n > 255) return false;
        *to++ = (unsigned char)n;
        memcpy(to, at, n);
        to += n;
        if (!at[n]) return true;
    }
}

int csp_tls_alpn(struct csp_tls_context *context, const char *protocols)
{
    size_t n = strlen(protocols) + 1;
    unsigned char *text = n < 65536 ? malloc(n) : NULL;
    if (!text || !encode(text, protocols)) {
        free(text);
        snprintf(context->error, TLS_TEXT_BYTES,
                 "\"%.100s\": no list of protocols", protocols);
        return errno = EINVAL, -1;
    }
    free(context->protocols);
    context->protocols = text;
    context->protocols_bytes = (unsigned)n;
    for (int i = 0; i < context->n; i++)
        if (context->side == CSP_TLS_SERVER)
            SSL_CTX_set_alpn_select_cb(context->sets[i], choose_protocol,
                                       context);
        else if (SSL_CTX_set_alpn_protos(context->sets[i], text, (unsigned)n))
            return out_of_memory(context);
    return 0;
}
