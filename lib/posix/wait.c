// SPDX-License-Identifier: MIT
// wait.c: waiting for one of several descriptors, and for children, for C
// compiled with -fcsp-io. The kernel says what is ready, without waiting; a
// select_set of all of them says when to ask it again.
#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

#include "posix.h"

#include <csp_io.h>

#pragma GCC diagnostic ignored "-Wsign-conversion" // musl's FD_ISSET

static int64_t end_of(int ms)
{
    return ms < 0 ? CSP_NEVER : csp_now() + ms * CSP_MS;
}

static csp_coroutine int failed(void)
{
    errno = EINTR;
    return (int)posix_failed(-1);
}

// -- poll --------------------------------------------------------------------

// Until one may be ready, or `end`. -1: errno.
static csp_coroutine int
wait_for_one(const struct pollfd *fds, size_t n, int64_t end)
{
    enum { FEW = 8, PAUSE = 10 * CSP_MS };
    struct csp_choice few[FEW], *set = few;
    size_t count = 0, others = 0;
    int64_t pause = end - csp_now();
    if (n >= FEW) set = malloc((n + 1) * sizeof *set);
    if (!set) return errno = ENOMEM, -1;
    for (size_t i = 0; i < n; i++) {
        int events = fds[i].events & (CSP_READABLE | CSP_WRITABLE);
        if (fds[i].fd < 0) continue;
        // What is urgent, or has only failed, has no event: look now and then.
        others += !events || fds[i].events & POLLPRI;
        if (events) set[count++] = choice_fd(fds[i].fd, events);
    }
    if (others && pause > PAUSE) pause = PAUSE;
    if (end != CSP_NEVER || others) set[count++] = choice_after(pause);
    int chosen = select_set(set, count, CSP_CHOOSE_ANY);
    if (set != few) free(set);
    return chosen < 0 ? failed() : 0;
}

csp_coroutine int csp_posix_poll(struct pollfd *fds, nfds_t n, int ms)
{
    int64_t end = end_of(ms);
    for (;;) {
        int ready = poll(fds, n, 0);
        if (ready || ms == 0 || csp_now() >= end) return ready;
        if (wait_for_one(fds, n, end) < 0) return -1;
    }
}

// -- select ------------------------------------------------------------------

static short
asked(int fd, const fd_set *in, const fd_set *out, const fd_set *urgent)
{
    return (short)((in && FD_ISSET(fd, in) ? POLLIN : 0) |
                   (out && FD_ISSET(fd, out) ? POLLOUT : 0) |
                   (urgent && FD_ISSET(fd, urgent) ? POLLPRI : 0));
}

// Those of `set` that are not ready go.
static int keep(const struct pollfd *found, fd_set *set, int events)
{
    if (!set || !FD_ISSET(found->fd, set)) return 0;
    if (found->revents & events) return 1;
    FD_CLR(found->fd, set);
    return 0;
}

csp_coroutine int csp_posix_select(int n, fd_set *in, fd_set *out,
                                   fd_set *urgent, struct timeval *limit)
{
    enum { IN = POLLIN | POLLHUP | POLLERR, OUT = POLLOUT | POLLERR };
    if (n < 0 || n > FD_SETSIZE) return errno = EINVAL, -1;
    struct pollfd *fds = calloc((size_t)n + 1, sizeof *fds);
    if (!fds) return errno = ENOMEM, -1;
    int count = 0, ready = 0;
    for (int fd = 0; fd < n; fd++)
        if (asked(fd, in, out, urgent))
            fds[count++] = (struct pollfd){fd, asked(fd, in, out, urgent), 0};
    int ms = limit ? (int)(limit->tv_sec * 1000 + (limit->tv_usec + 999) / 1000)
                   : -1;
    int found = csp_posix_poll(fds, (nfds_t)count, ms);
    for (int i = 0; i < count && found >= 0; i++) {
        if (fds[i].revents & POLLNVAL) found = -1, errno = EBADF;
        ready += keep(&fds[i], in, IN) + keep(&fds[i], out, OUT) +
                 keep(&fds[i], urgent, POLLPRI);
    }
    free(fds);
    return found < 0 ? -1 : ready;
}

// -- epoll -------------------------------------------------------------------

csp_coroutine int
csp_posix_epoll_wait(int fd, struct epoll_event *events, int most, int ms)
{
    int64_t end = end_of(ms);
    for (;;) {
        int ready = epoll_wait(fd, events, most, 0);
        if (ready || ms == 0) return ready;
        if (csp_ready_dl(fd, CSP_READABLE, end) > 0) continue;
        if (errno == ETIMEDOUT) return 0;
        return errno == ECANCELED ? failed() : -1;
    }
}

// -- children ----------------------------------------------------------------

csp_coroutine pid_t csp_posix_waitpid(pid_t pid, int *status, int options)
{
    pid_t ended = -1;
    if (options & WNOHANG) return waitpid(pid, status, options);
    if (pid > 0 && !options) {
        ended = csp_waitpid(pid, status);
        return ended < 0 && errno == ECANCELED ? failed() : ended;
    }
    return csp_posix_wait4(pid, status, options, NULL);
}

csp_coroutine pid_t csp_posix_wait(int *status)
{
    return csp_posix_waitpid(-1, status, 0);
}

// -- signals -----------------------------------------------------------------

// The set is blocked already, as POSIX has it.
csp_coroutine int csp_posix_sigwait(const sigset_t *set, int *signal)
{
    int came = csp_signal(set);
    if (came < 0) return (int)posix_failed(errno);
    *signal = came;
    return 0;
}
