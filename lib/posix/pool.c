// SPDX-License-Identifier: MIT
// pool.c: what there is no event for, for C compiled with -fcsp-io: the
// system's own, by a thread of the pool, or by the caller's if there is no
// other task to be held up: a process that forks then is still one of one
// thread.
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

#include "posix.h"

#include <csp_io.h>

#pragma GCC diagnostic ignored "-Wcsp-blocking" // where there is one task

#define BY_POOL(statement)                                                     \
    do {                                                                       \
        if (csp_live() == 1) {                                                 \
            statement;                                                         \
        } else {                                                               \
            blocking                                                           \
            statement;                                                         \
        }                                                                      \
    } while (0)

#define POOL(type, name, parameters, arguments)                                \
    csp_coroutine type csp_posix_##name parameters                             \
    {                                                                          \
        type result = (type) - 1;                                              \
        BY_POOL(result = name arguments);                                      \
        return result;                                                         \
    }

// -- files -------------------------------------------------------------------

POOL(int, fsync, (int fd), (fd))
POOL(int, fdatasync, (int fd), (fd))
POOL(int, flock, (int fd, int what), (fd, what))
POOL(int, lockf, (int fd, int what, off_t n), (fd, what, n))

// -- children ----------------------------------------------------------------

POOL(int, system, (const char *command), (command))
POOL(pid_t, wait3, (int *status, int options, struct rusage *usage),
     (status, options, usage))
POOL(pid_t, wait4, (pid_t pid, int *status, int options, struct rusage *usage),
     (pid, status, options, usage))
POOL(int, waitid, (idtype_t which, id_t id, siginfo_t *info, int options),
     (which, id, info, options))

// Its number is libc's to close.
csp_coroutine int csp_posix_pclose(FILE *file)
{
    int result = -1;
    csp_detach(fileno(file));
    BY_POOL(result = pclose(file));
    return result;
}

// -- names -------------------------------------------------------------------

POOL(int, getnameinfo,
     (const struct sockaddr *addr, socklen_t length, char *host,
      socklen_t host_bytes, char *service, socklen_t service_bytes, int flags),
     (addr, length, host, host_bytes, service, service_bytes, flags))

csp_coroutine struct hostent *csp_posix_gethostbyname(const char *name)
{
    struct hostent *result = NULL;
    BY_POOL(result = gethostbyname(name));
    return result;
}

csp_coroutine int csp_posix_getaddrinfo(const char *host, const char *service,
                                        const struct addrinfo *hints,
                                        struct addrinfo **list)
{
    if (csp_live() == 1) return getaddrinfo(host, service, hints, list);
    int error = csp_resolve(host, service, hints, list);
    if (error == EAI_SYSTEM && errno == ECANCELED) posix_failed(0);
    return error;
}

// -- signals -----------------------------------------------------------------

POOL(int, sigtimedwait,
     (const sigset_t *set, siginfo_t *info, const struct timespec *limit),
     (set, info, limit))
POOL(int, sigwaitinfo, (const sigset_t *set, siginfo_t *info), (set, info))
POOL(int, sigsuspend, (const sigset_t *set), (set))

// A set of signals is for the thread that waits with it, whose handlers end the
// wait; without one it is poll, select or epoll_wait.

csp_coroutine int csp_posix_poll(struct pollfd *, nfds_t, int ms);
csp_coroutine int
csp_posix_select(int, fd_set *, fd_set *, fd_set *, struct timeval *);
csp_coroutine int csp_posix_epoll_wait(int, struct epoll_event *, int, int ms);

// Never less, and no less than it can say.
static int ms_of(const struct timespec *limit)
{
    if (!limit) return -1;
    if (limit->tv_sec >= INT32_MAX / 1000) return INT32_MAX;
    return (int)(limit->tv_sec * 1000 + (limit->tv_nsec + 999999) / 1000000);
}

csp_coroutine int csp_posix_ppoll(struct pollfd *fds, nfds_t n,
                                  const struct timespec *limit,
                                  const sigset_t *set)
{
    int result = -1;
    if (!set) return csp_posix_poll(fds, n, ms_of(limit));
    BY_POOL(result = ppoll(fds, n, limit, set));
    return result;
}

csp_coroutine int
csp_posix_pselect(int n, fd_set *in, fd_set *out, fd_set *urgent,
                  const struct timespec *limit, const sigset_t *set)
{
    int result = -1;
    struct timeval left = {0};
    if (limit)
        left = (struct timeval){limit->tv_sec, (limit->tv_nsec + 999) / 1000};
    if (!set) return csp_posix_select(n, in, out, urgent, limit ? &left : NULL);
    BY_POOL(result = pselect(n, in, out, urgent, limit, set));
    return result;
}

csp_coroutine int csp_posix_epoll_pwait(int fd, struct epoll_event *events,
                                        int most, int ms, const sigset_t *set)
{
    int result = -1;
    if (!set) return csp_posix_epoll_wait(fd, events, most, ms);
    BY_POOL(result = epoll_pwait(fd, events, most, ms, set));
    return result;
}
