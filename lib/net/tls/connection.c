// SPDX-License-Identifier: MIT
// connection.c: connections: made, looked at, closed. Each has one user who
// made it and one for each operation under way; the last one frees it.
#include "tls.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

// -- made --------------------------------------------------------------------

static bool is_address(const char *name)
{
    struct in6_addr address;
    return inet_pton(AF_INET, name, &address) == 1 ||
           inet_pton(AF_INET6, name, &address) == 1;
}

// Whom we call, and whose certificate we want: false, it is no name.
static bool call(SSL *ssl, const char *name)
{
    char host[256];
    size_t n = strlen(name);
    X509_VERIFY_PARAM *wanted = SSL_get0_param(ssl);
    if (is_address(name)) return X509_VERIFY_PARAM_set1_ip_asc(wanted, name);
    if (n && name[n - 1] == '.') n--; // the root, of which TLS knows nothing
    if (n == 0 || n >= sizeof host) return false;
    memcpy(host, name, n);
    host[n] = 0;
    X509_VERIFY_PARAM_set_hostflags(wanted,
                                    X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return SSL_set_tlsext_host_name(ssl, host) && SSL_set1_host(ssl, host);
}

// False, and errno.
static bool begin(struct csp_tls *tls, const char *name)
{
    bool calls = tls->context->side == CSP_TLS_CLIENT;
    errno = ENOMEM;
    tls->ssl = SSL_new(tls->context->sets[0]);
    if (!tls->ssl || !tls_wire_connect(tls)) return false;
    errno = EINVAL;
    if (calls && !call(tls->ssl, name)) return false;
    if (calls)
        SSL_set_connect_state(tls->ssl);
    else
        SSL_set_accept_state(tls->ssl);
    return true;
}

struct csp_tls *
csp_tls_make(struct csp_tls_context *context, int fd, const char *name)
{
    bool calls = context->side == CSP_TLS_CLIENT;
    if (calls ? !name : name || !context->has_certificate)
        return errno = EINVAL, NULL;
    struct csp_tls *tls = malloc(sizeof *tls);
    if (!tls) return NULL;
    *tls = (struct csp_tls){
        .context = context,
        .fd = fd,
        .shaking = CSP_MUTEX_INIT,
        .reading = CSP_MUTEX_INIT,
        .writing = CSP_MUTEX_INIT,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .users = 1,
    };
    tls_context_retain(context);
    ERR_clear_error();
    if (begin(tls, name)) return tls;
    int error = errno;
    ERR_clear_error();
    tls_release(tls);
    errno = error;
    return NULL;
}

// -- used and closed --------------------------------------------------------

int tls_retain(struct csp_tls *tls)
{
    int held = -1;
    pthread_mutex_lock(&tls->lock);
    if (tls->is_closed)
        errno = EBADF;
    else
        held = csp__fd_hold(tls->fd);
    if (held == 0) tls->users++;
    pthread_mutex_unlock(&tls->lock);
    return held;
}

void tls_release(struct csp_tls *tls)
{
    pthread_mutex_lock(&tls->lock);
    bool is_last = --tls->users == 0;
    pthread_mutex_unlock(&tls->lock);
    if (!is_last) return;
    SSL_free(tls->ssl);
    tls_bytes_free(&tls->in);
    tls_bytes_free(&tls->out);
    tls_bytes_free(&tls->sent);
    csp_tls_context_free(tls->context);
    pthread_mutex_destroy(&tls->lock);
    free(tls);
}

int csp_tls_close(struct csp_tls *tls)
{
    if (!tls) return 0;
    pthread_mutex_lock(&tls->lock);
    tls->is_closed = true;
    pthread_mutex_unlock(&tls->lock);
    int closed = csp_close(tls->fd), error = errno;
    tls_release(tls);
    errno = error;
    return closed;
}

// -- looked at ---------------------------------------------------------------

int csp_tls_fd(const struct csp_tls *tls)
{
    return tls->fd;
}

const char *csp_tls_error(const struct csp_tls *tls)
{
    return tls->error;
}

const char *csp_tls_protocol(struct csp_tls *tls)
{
    return tls->protocol;
}

const char *csp_tls_name(struct csp_tls *tls)
{
    pthread_mutex_lock(&tls->lock);
    const char *name = SSL_get_servername(tls->ssl, TLSEXT_NAMETYPE_host_name);
    pthread_mutex_unlock(&tls->lock);
    return name ? name : "";
}

char *csp_tls_peer(struct csp_tls *tls, char *text, size_t n)
{
    pthread_mutex_lock(&tls->lock);
    X509 *certificate = SSL_get0_peer_certificate(tls->ssl);
    X509_NAME *name = certificate ? X509_get_subject_name(certificate) : NULL;
    int length = (int)(n < INT_MAX ? n : INT_MAX);
    if (n) *text = 0;
    if (name && n)
        X509_NAME_get_text_by_NID(name, NID_commonName, text, length);
    pthread_mutex_unlock(&tls->lock);
    return text;
}
