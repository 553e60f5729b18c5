// SPDX-License-Identifier: MIT
// accept.c: the next connection of a listener. Owns nothing.
#include "io.h"

// An error of a connection that is in the backlog, not of the listener.
static bool is_given_up(int error)
{
    return error == ECONNABORTED || error == EPROTO || error == EPERM ||
           error == ENOPROTOOPT || error == ENETDOWN || error == ENETUNREACH ||
           error == EHOSTDOWN || error == EHOSTUNREACH || error == ENONET;
}

// What is none never becomes ready, and the kernel says at once what it is.
static bool is_listener(int fd)
{
    int is = 0;
    socklen_t n = sizeof is;
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &is, &n) == 0 && is;
}

// One attempt that does not wait, also on a listener that would. What it gives
// is of the listener's kind.
static int attempt(int listener, struct csp_addr *peer)
{
    int note = csp__io_note(listener, 0, 0);
    bool is_ours = note > 0 && note & IO_OURS;
    if (!is_ours && call_waits(listener) &&
        !csp__io_is_ready(listener, CSP_READABLE) && is_listener(listener)) {
        errno = EAGAIN;
        return -1;
    }
    int fd = call_accept(listener, peer);
    if (fd >= 0) csp__io_note(fd, csp__io_kind(listener), 0);
    return fd;
}

csp_operation int
csp__io_accept(int listener, struct csp_addr *peer, int64_t deadline)
{
    for (;;) {
        if (csp__io_try(listener, CSP_READABLE)) {
            int fd = attempt(listener, peer);
            // There may be another behind it, or behind what has failed.
            if (fd >= 0 || errno != EAGAIN)
                csp__io_more(listener, CSP_READABLE);
            if (fd >= 0) return fd;
            if (is_given_up(errno)) continue;
            if (errno != EAGAIN) return -1;
        }
        if (csp__io_wait(listener, CSP_READABLE, deadline) < 0) return -1;
    }
}

csp_operation int
csp_accept_dl(int listener, struct csp_addr *peer, int64_t deadline)
{
    if (csp__io_begin(listener, CSP_READABLE, deadline) < 0) return -1;
    int fd = csp__io_accept(listener, peer, deadline);
    csp__io_end(listener, CSP_READABLE);
    return fd;
}
