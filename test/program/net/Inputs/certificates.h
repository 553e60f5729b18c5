// SPDX-License-Identifier: MIT
// certificates.h: an authority and what it vouches for, made anew for each run,
// in a folder of its own that goes with the program.
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <csp_tls.h>

struct certificate {
    char chain[64], key_file[64]; // where they stand
    EVP_PKEY *key;
    X509 *x;
};

static char certificates_folder[] = "/tmp/csp-tls-XXXXXX";

static void certificates_remove(void)
{
    char command[80];
    snprintf(command, sizeof command, "rm -rf %s", certificates_folder);
    if (system(command) != 0) abort();
}

static inline void certificates_begin(void)
{
    if (!mkdtemp(certificates_folder)) abort();
    atexit(certificates_remove);
}

static void certificate_extend(X509 *x, int what, const char *value)
{
    X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, NULL, what, value);
    if (!e || !X509_add_ext(x, e, -1)) abort();
    X509_EXTENSION_free(e);
}

static void certificate_write(struct certificate *c, const char *name)
{
    snprintf(c->chain, sizeof c->chain, "%s/%s.pem", certificates_folder, name);
    snprintf(c->key_file, sizeof c->key_file, "%s/%s.key", certificates_folder,
             name);
    FILE *chain = fopen(c->chain, "w"), *key = fopen(c->key_file, "w");
    if (!chain || !key || !PEM_write_X509(chain, c->x) ||
        !PEM_write_PrivateKey(key, c->key, NULL, NULL, 0, NULL, NULL))
        abort();
    fclose(chain), fclose(key);
}

// For the names ("DNS:a.test,IP:127.0.0.1"), `days` from now, in NAME.pem and
// NAME.key, signed by `by`, or by itself: then it is an authority.
static inline struct certificate
certificate_make(const char *name, const char *names, int days,
                 const struct certificate *by)
{
    static long serial;
    struct certificate c = {.key = EVP_EC_gen("P-256"), .x = X509_new()};
    X509_NAME *subject = X509_get_subject_name(c.x);
    X509_set_version(c.x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(c.x), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(c.x), -86400L * 30);
    X509_gmtime_adj(X509_getm_notAfter(c.x), 86400L * days);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               (const unsigned char *)name, -1, -1, 0);
    X509_set_issuer_name(c.x, by ? X509_get_subject_name(by->x) : subject);
    X509_set_pubkey(c.x, c.key);
    if (names) certificate_extend(c.x, NID_subject_alt_name, names);
    if (!by) certificate_extend(c.x, NID_basic_constraints, "CA:TRUE");
    if (!X509_sign(c.x, by ? by->key : c.key, EVP_sha256())) abort();
    certificate_write(&c, name);
    return c;
}

static inline void certificate_free(struct certificate *c)
{
    EVP_PKEY_free(c->key);
    X509_free(c->x);
}

// A server that shows c, and a client that trusts `by`.
static inline struct csp_tls_context *
certificate_server(const struct certificate *c)
{
    struct csp_tls_context *context = csp_tls_context_make(CSP_TLS_SERVER);
    if (csp_tls_certificate(context, c->chain, c->key_file) < 0)
        puts(csp_tls_context_error(context));
    return context;
}

static inline struct csp_tls_context *
certificate_client(const struct certificate *by)
{
    struct csp_tls_context *context = csp_tls_context_make(CSP_TLS_CLIENT);
    if (csp_tls_trust(context, by->chain) < 0)
        puts(csp_tls_context_error(context));
    return context;
}
