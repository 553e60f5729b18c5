// SPDX-License-Identifier: MIT
// move.c: steps of OpenSSL and waits for the descriptor, until something has
// moved. Owns nothing. An operation holds the connection and its descriptor's
// number from its first line to its last, and its turn while it works.
#include "tls.h"

static const int64_t handshake_ns = 10 * CSP_S; // where nobody says

// -- an operation ------------------------------------------------------------

// 0, or -1 and errno.
static int enter(struct csp_tls *tls)
{
    return csp_cancel_point() ? tls_retain(tls) : csp__io_fail();
}

static void leave(struct csp_tls *tls)
{
    int error = errno;
    csp__fd_leave(tls->fd);
    tls_release(tls);
    errno = error;
}

// A turn that is free is had whatever the deadline: 0, or -1 and errno.
static coroutine int take(csp_mutex *turn, int64_t deadline)
{
    bool has = csp_mutex_trylock(turn);
    if (has) return 0;
    if (deadline == CSP_NEVER)
        has = csp_mutex_lock(turn);
    else
        until(deadline) has = csp_mutex_lock(turn);
    return has ? 0 : csp__io_fail();
}

static void unlock(csp_mutex *turn)
{
    int error = errno;
    csp_mutex_unlock(turn);
    errno = error;
}

// -- to and from the descriptor ----------------------------------------------

// More input, by who has the turn to read: 0, or -1 and errno.
static coroutine int fill(struct csp_tls *tls, int64_t deadline)
{
    char *room = tls_step_room(tls);
    if (!room) return -1;
    ssize_t n = csp_read_dl(tls->fd, room, TLS_IN_BYTES, deadline);
    tls_step_fed(tls, n);
    if (n == 0) return tls_step_gone(tls);
    return n < 0 ? -1 : 0;
}

// All output, by who has the turn to write: 0, or -1 and errno.
static coroutine int flush(struct csp_tls *tls, int64_t deadline)
{
    struct tls_bytes *sent = &tls->sent;
    while (tls_step_output(tls)) {
        ssize_t n = csp_write_dl(tls->fd, sent->data + sent->at,
                                 sent->end - sent->at, deadline);
        if (n > 0) sent->at += (size_t)n;
        if (!tls_bytes_is_empty(sent)) return -1;
    }
    return 0;
}

// Gives the turn to write back, with what others have left for it.
static coroutine void finish(struct csp_tls *tls, bool failed, int64_t deadline)
{
    int error = errno;
    while (!tls_step_release(tls, failed))
        failed = flush(tls, deadline) < 0;
    errno = error;
}

// What reading has to say, and what writers could not, before it waits.
static coroutine void flush_unasked(struct csp_tls *tls, int64_t deadline)
{
    if (!tls_step_claim(tls)) return;
    bool failed = flush(tls, deadline) < 0;
    finish(tls, failed, deadline);
}

// -- the handshake -----------------------------------------------------------

// The turns to shake hands and to write are held; nobody reads so far.
static coroutine int shake(struct csp_tls *tls, int64_t deadline)
{
    while (!atomic_load(&tls->is_open)) {
        enum tls_next next = tls_step_handshake(tls);
        int error = errno;
        // A failure is told to the peer, if that costs no time.
        int64_t until_when = next == TLS_FAILED ? 0 : deadline;
        if (flush(tls, until_when) < 0 && next != TLS_FAILED) return -1;
        if (next == TLS_DONE) atomic_store(&tls->is_open, true);
        if (next == TLS_INPUT && fill(tls, deadline) < 0) return -1;
        if (next == TLS_ENDED) return tls_step_gone(tls);
        if (next == TLS_FAILED) return errno = error, -1;
    }
    return 0;
}

static coroutine int handshake(struct csp_tls *tls, int64_t deadline)
{
    if (take(&tls->shaking, deadline) < 0) return -1;
    bool is_open = atomic_load(&tls->is_open); // by another meanwhile
    int made = is_open ? 0 : take(&tls->writing, deadline);
    if (!is_open && made == 0) {
        made = shake(tls, deadline);
        finish(tls, made < 0, deadline);
    }
    unlock(&tls->shaking);
    return made;
}

// Before reads and writes.
static coroutine int open_first(struct csp_tls *tls, int64_t deadline)
{
    if (atomic_load(&tls->is_open)) return 0;
    int64_t limit = csp_now() + handshake_ns;
    return handshake(tls, deadline < limit ? deadline : limit);
}

csp_operation int csp_tls_handshake_dl(struct csp_tls *tls, int64_t deadline)
{
    if (enter(tls) < 0) return -1;
    int made = atomic_load(&tls->is_open) ? 0 : handshake(tls, deadline);
    leave(tls);
    return made;
}

// -- reading -----------------------------------------------------------------

// By who has the turn.
static coroutine ssize_t read_some(struct csp_tls *tls, void *p, size_t n,
                                   int64_t deadline)
{
    for (;;) {
        size_t got = n;
        enum tls_next next = tls_step_read(tls, p, &got);
        if (next == TLS_DONE) return (ssize_t)got;
        if (next == TLS_ENDED) return errno = 0;
        if (next == TLS_FAILED) return -1;
        flush_unasked(tls, deadline);
        if (fill(tls, deadline) < 0) return -1;
    }
}

csp_operation ssize_t csp_tls_read_dl(struct csp_tls *tls, void *p, size_t n,
                                      int64_t deadline)
{
    ssize_t got = -1;
    if (enter(tls) < 0) return -1;
    if (open_first(tls, deadline) == 0 && take(&tls->reading, deadline) == 0) {
        got = n ? read_some(tls, p, n, deadline) : 0;
        unlock(&tls->reading);
    }
    leave(tls);
    return got;
}

// -- writing -----------------------------------------------------------------

// By who has the turn. What is ciphered has moved: no record can be taken back.
static coroutine ssize_t write_all(struct csp_tls *tls, struct iovec *v, int n,
                                   int64_t deadline)
{
    ssize_t moved = 0;
    bool failed;
    while (!(failed = flush(tls, deadline) < 0) && n > 0) {
        size_t some;
        failed = tls_step_write(tls, &v, &n, &some) != TLS_DONE;
        moved += (ssize_t)some;
        if (failed) break;
    }
    finish(tls, failed, deadline);
    return moved || !failed ? moved : -1;
}

csp_operation ssize_t csp_tls_writev_dl(struct csp_tls *tls, struct iovec *v,
                                        int n, int64_t deadline)
{
    ssize_t moved = -1;
    if (enter(tls) < 0) return -1;
    if (open_first(tls, deadline) == 0 && take(&tls->writing, deadline) == 0)
        moved = write_all(tls, v, n, deadline);
    leave(tls);
    return moved;
}

csp_operation ssize_t csp_tls_write_dl(struct csp_tls *tls, const void *p,
                                       size_t n, int64_t deadline)
{
    struct iovec v = {(void *)p, n};
    ssize_t moved = csp_tls_writev_dl(tls, &v, 1, deadline);
    return moved;
}

csp_operation int csp_tls_shutdown_dl(struct csp_tls *tls, int64_t deadline)
{
    int said = -1;
    if (enter(tls) < 0) return -1;
    if (!atomic_load(&tls->is_open))
        errno = ENOTCONN;
    else if (take(&tls->writing, deadline) == 0) {
        if (tls_step_shutdown(tls) != TLS_FAILED) said = flush(tls, deadline);
        finish(tls, said < 0, deadline);
    }
    leave(tls);
    return said;
}

// -- waiting without a buffer ------------------------------------------------

csp_operation int csp_tls_ready_dl(struct csp_tls *tls, int64_t deadline)
{
    if (enter(tls) < 0) return -1;
    int ready = CSP_READABLE;
    if (!tls_step_pending(tls)) {
        flush_unasked(tls, deadline);
        ready = csp_ready_dl(tls->fd, CSP_READABLE, deadline);
    }
    leave(tls);
    return ready;
}

csp_operation bool csp_tls_idle_dl(struct csp_tls *tls, int64_t deadline)
{
    if (enter(tls) < 0) return false;
    bool ready = tls_step_pending(tls);
    if (!ready) {
        flush_unasked(tls, deadline);
        ready = csp_serve_idle_dl(tls->fd, deadline);
    }
    leave(tls);
    return ready;
}
