// SPDX-License-Identifier: MIT
// many.c: several pieces or messages at once, and what moves within the kernel,
// for C compiled with -fcsp-io: an attempt that does not wait, and a wait for
// what it has lacked.
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "posix.h"

#include "../io/io.h"

#pragma GCC diagnostic ignored "-Wsign-conversion" // musl's flags are unsigned

// -- messages ----------------------------------------------------------------

csp_coroutine int csp_posix_recvmmsg(int fd, struct mmsghdr *messages,
                                     unsigned n, int flags,
                                     struct timespec *limit)
{
    int64_t end = CSP_NEVER;
    unsigned all = 0;
    bool for_one = flags & MSG_WAITFORONE;
    flags &= ~MSG_WAITFORONE;
    if (limit) end = csp_now() + limit->tv_sec * CSP_S + limit->tv_nsec;
    for (;;) {
        int got =
            recvmmsg(fd, messages + all, n - all, flags | MSG_DONTWAIT, NULL);
        if (got > 0) all += (unsigned)got;
        // The limit is looked at behind a message, as the kernel does.
        if (all == n || (all && (for_one || csp_now() >= end))) break;
        if (got > 0) continue;
        if (errno != EAGAIN || !posix_wait_for(fd, CSP_READABLE, flags))
            return all ? (int)all : -1;
    }
    return (int)all;
}

csp_coroutine int
csp_posix_sendmmsg(int fd, struct mmsghdr *messages, unsigned n, int flags)
{
    for (unsigned all = 0;;) {
        int put = sendmmsg(fd, messages + all, n - all, flags | MSG_DONTWAIT);
        if (put > 0) all += (unsigned)put;
        if (all == n) return (int)all;
        if (put > 0) continue;
        if (errno != EAGAIN || !posix_wait_for(fd, CSP_WRITABLE, flags))
            return all ? (int)all : -1;
    }
}

// -- within the kernel -------------------------------------------------------

// SPLICE_F_NONBLOCK is for the pipe; the other end may be a socket that waits.
csp_coroutine ssize_t csp_posix_splice(int from, loff_t *at, int to,
                                       loff_t *to_at, size_t n, unsigned flags)
{
    if (flags & SPLICE_F_NONBLOCK) return splice(from, at, to, to_at, n, flags);
    for (;;) {
        bool there = csp__io_is_ready(from, CSP_READABLE);
        bool room = csp__io_is_ready(to, CSP_WRITABLE);
        ssize_t moved = -1;
        errno = EAGAIN;
        if (there && room)
            moved = splice(from, at, to, to_at, n, flags | SPLICE_F_NONBLOCK);
        if (moved >= 0 || errno != EAGAIN) return moved;
        if (!there && !posix_wait_for(from, CSP_READABLE, 0)) return -1;
        if (there && !posix_wait_for(to, CSP_WRITABLE, 0)) return -1;
    }
}
