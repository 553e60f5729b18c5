// SPDX-License-Identifier: MIT
// step.c: OpenSSL's calls on a connection, one at a time, under its lock. Owns
// what the lock guards. Nothing here waits.
#include "tls.h"

#include <stdio.h>
#include <string.h>

// -- failures ----------------------------------------------------------------

// The lock is held. The first reason stays.
static enum tls_next fail(struct csp_tls *tls, int error)
{
    if (!tls->failed) tls->failed = error;
    errno = tls->failed;
    return TLS_FAILED;
}

// What a call of OpenSSL has come to that gave `result`.
static enum tls_next outcome(struct csp_tls *tls, int result)
{
    switch (SSL_get_error(tls->ssl, result)) {
    case SSL_ERROR_NONE: return TLS_DONE;
    case SSL_ERROR_WANT_READ: return TLS_INPUT;
    case SSL_ERROR_ZERO_RETURN: tls->heard_end = true; return TLS_ENDED;
    case SSL_ERROR_SSL:
        if (!tls->failed) tls_error_words(tls->error, tls->ssl);
        return fail(tls, EPROTO);
    default: return fail(tls, ENOMEM); // our BIO fails for no other reason
    }
}

// Begins: false, and errno, if it has failed before.
static bool begin(struct csp_tls *tls)
{
    pthread_mutex_lock(&tls->lock);
    ERR_clear_error();
    if (tls->failed) errno = tls->failed;
    return !tls->failed;
}

static enum tls_next end(struct csp_tls *tls, enum tls_next next)
{
    pthread_mutex_unlock(&tls->lock);
    return next;
}

int tls_step_gone(struct csp_tls *tls)
{
    bool is_open = atomic_load(&tls->is_open);
    pthread_mutex_lock(&tls->lock);
    if (!tls->error[0])
        snprintf(tls->error, TLS_TEXT_BYTES, "the peer has gone %s",
                 is_open ? "without saying that it ends"
                         : "in the midst of the handshake");
    pthread_mutex_unlock(&tls->lock);
    errno = ECONNRESET;
    return -1;
}

// -- the calls ---------------------------------------------------------------

static void note_protocol(struct csp_tls *tls)
{
    const unsigned char *name;
    unsigned n; // at most 255
    SSL_get0_alpn_selected(tls->ssl, &name, &n);
    if (n) memcpy(tls->protocol, name, n);
}

enum tls_next tls_step_handshake(struct csp_tls *tls)
{
    if (!begin(tls)) return end(tls, TLS_FAILED);
    enum tls_next next = outcome(tls, SSL_do_handshake(tls->ssl));
    if (next == TLS_DONE) note_protocol(tls);
    return end(tls, next);
}

enum tls_next tls_step_read(struct csp_tls *tls, void *p, size_t *n)
{
    if (!begin(tls)) return end(tls, TLS_FAILED);
    enum tls_next next = TLS_ENDED;
    if (!tls->heard_end) next = outcome(tls, SSL_read_ex(tls->ssl, p, *n, n));
    if (next != TLS_INPUT && tls_bytes_is_empty(&tls->in))
        tls_bytes_free(&tls->in);
    return end(tls, next);
}

// Past n bytes, and past pieces of none.
static void advance(struct iovec **v, int *count, size_t n)
{
    for (; *count && n >= (*v)->iov_len; ++*v, --*count) {
        n -= (*v)->iov_len;
        (*v)->iov_len = 0;
    }
    if (!*count || !n) return;
    (*v)->iov_base = (char *)(*v)->iov_base + n;
    (*v)->iov_len -= n;
}

// The next piece of a record: where it lies if it fills one, or nothing comes
// behind it; else put together with what does.
static const void *
gather(const struct iovec *v, int count, char *stage, size_t *n)
{
    *n = v->iov_len < TLS_RECORD_BYTES ? v->iov_len : TLS_RECORD_BYTES;
    if (*n == TLS_RECORD_BYTES || count == 1) return v->iov_base;
    *n = 0;
    for (; count && *n < TLS_RECORD_BYTES; v++, count--) {
        size_t room = TLS_RECORD_BYTES - *n;
        size_t some = v->iov_len < room ? v->iov_len : room;
        if (some) memcpy(stage + *n, v->iov_base, some);
        *n += some;
    }
    return stage;
}

enum tls_next
tls_step_write(struct csp_tls *tls, struct iovec **v, int *count, size_t *n)
{
    char stage[TLS_RECORD_BYTES];
    *n = 0;
    if (!begin(tls)) return end(tls, TLS_FAILED);
    if (tls->said_end) {
        errno = EPIPE;
        return end(tls, TLS_FAILED);
    }
    advance(v, count, 0);
    while (*count && tls->out.end < TLS_OUT_BYTES) {
        size_t some, put;
        const void *p = gather(*v, *count, stage, &some);
        int result = SSL_write_ex(tls->ssl, p, some, &put);
        if (result <= 0) { // it never wants input: nobody renegotiates
            enum tls_next next = outcome(tls, result);
            return end(tls, next == TLS_FAILED ? next : fail(tls, EPROTO));
        }
        *n += put;
        advance(v, count, put);
    }
    return end(tls, TLS_DONE);
}

enum tls_next tls_step_shutdown(struct csp_tls *tls)
{
    if (!begin(tls)) return end(tls, TLS_FAILED);
    if (tls->said_end) return end(tls, TLS_DONE);
    tls->said_end = true;
    int result = SSL_shutdown(tls->ssl); // 0: the peer has not, so far
    return end(tls, result < 0 ? outcome(tls, result) : TLS_DONE);
}

// -- input -------------------------------------------------------------------

char *tls_step_room(struct csp_tls *tls)
{
    pthread_mutex_lock(&tls->lock);
    tls->in.at = tls->in.end = 0; // OpenSSL has taken all, or would not ask
    char *room = tls_bytes_room(&tls->in, TLS_IN_BYTES) ? tls->in.data : NULL;
    pthread_mutex_unlock(&tls->lock);
    if (!room) errno = ENOMEM;
    return room;
}

void tls_step_fed(struct csp_tls *tls, ssize_t n)
{
    pthread_mutex_lock(&tls->lock);
    if (n > 0)
        tls->in.end = (size_t)n;
    else
        tls_bytes_free(&tls->in);
    pthread_mutex_unlock(&tls->lock);
}

bool tls_step_pending(struct csp_tls *tls)
{
    pthread_mutex_lock(&tls->lock);
    bool pending = tls->heard_end || tls->failed ||
                   !tls_bytes_is_empty(&tls->in) || SSL_has_pending(tls->ssl);
    pthread_mutex_unlock(&tls->lock);
    return pending;
}

// -- output ------------------------------------------------------------------

bool tls_step_output(struct csp_tls *tls)
{
    if (!tls_bytes_is_empty(&tls->sent)) return true;
    tls_bytes_free(&tls->sent);
    pthread_mutex_lock(&tls->lock);
    tls->sent = tls->out;
    tls->out = (struct tls_bytes){0};
    pthread_mutex_unlock(&tls->lock);
    return !tls_bytes_is_empty(&tls->sent);
}

bool tls_step_claim(struct csp_tls *tls)
{
    pthread_mutex_lock(&tls->lock);
    bool wanted = tls->has_left || !tls_bytes_is_empty(&tls->out);
    bool mine = wanted && csp_mutex_trylock(&tls->writing);
    pthread_mutex_unlock(&tls->lock);
    return mine;
}

// Who puts something into `out` meanwhile sees either that the turn is free, or
// leaves it to who has it.
bool tls_step_release(struct csp_tls *tls, bool failed)
{
    pthread_mutex_lock(&tls->lock);
    bool is_over = failed || tls_bytes_is_empty(&tls->out);
    tls->has_left = failed && !tls_bytes_is_empty(&tls->sent);
    if (is_over) csp_mutex_unlock(&tls->writing);
    pthread_mutex_unlock(&tls->lock);
    return is_over;
}
