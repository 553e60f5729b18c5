// SPDX-License-Identifier: MIT
// plain_wait.c: what plain C gets that waits for a descriptor, for a time or
// for a child: the system's own, where it need not wait; else a coroutine's
// plain entry, while another thread runs the caller's worker.
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "posix.h"

#include "../io/io.h"

// The plain entry of a coroutine, and what plain C calls: `now` says that the
// system's own does not wait.
#define PLAIN(type, name, now, parameters, arguments)                          \
    type csp_posix_##name parameters;                                          \
    type csp_plain_##name parameters                                           \
    {                                                                          \
        if (now) return name arguments;                                        \
        return posix_as_thread(csp_posix_##name arguments);                    \
    }

// What is ready takes so much for certain.
static bool takes(int fd, size_t n)
{
    return n <= PIPE_BUF && csp__io_is_ready(fd, CSP_WRITABLE);
}

// -- descriptors -------------------------------------------------------------

PLAIN(ssize_t, read, csp__io_is_ready(fd, CSP_READABLE),
      (int fd, void *p, size_t n), (fd, p, n))
PLAIN(ssize_t, readv, csp__io_is_ready(fd, CSP_READABLE),
      (int fd, const struct iovec *v, int n), (fd, v, n))
PLAIN(ssize_t, recv, flags &MSG_DONTWAIT,
      (int fd, void *p, size_t n, int flags), (fd, p, n, flags))
PLAIN(ssize_t, recvfrom, flags &MSG_DONTWAIT,
      (int fd, void *p, size_t n, int flags, struct sockaddr *from,
       socklen_t *length),
      (fd, p, n, flags, from, length))
PLAIN(ssize_t, recvmsg, flags &MSG_DONTWAIT,
      (int fd, struct msghdr *message, int flags), (fd, message, flags))
PLAIN(ssize_t, write, takes(fd, n), (int fd, const void *p, size_t n),
      (fd, p, n))
PLAIN(ssize_t, writev, takes(fd, csp__io_bytes(v, n)),
      (int fd, const struct iovec *v, int n), (fd, v, n))
PLAIN(ssize_t, send, flags &MSG_DONTWAIT || takes(fd, n),
      (int fd, const void *p, size_t n, int flags), (fd, p, n, flags))
PLAIN(ssize_t, sendto, flags &MSG_DONTWAIT || takes(fd, n),
      (int fd, const void *p, size_t n, int flags, const struct sockaddr *to,
       socklen_t length),
      (fd, p, n, flags, to, length))
PLAIN(ssize_t, sendmsg, flags &MSG_DONTWAIT,
      (int fd, const struct msghdr *message, int flags), (fd, message, flags))
PLAIN(int, accept, false, (int fd, struct sockaddr *peer, socklen_t *length),
      (fd, peer, length))
PLAIN(int, accept4, false,
      (int fd, struct sockaddr *peer, socklen_t *length, int flags),
      (fd, peer, length, flags))
PLAIN(int, connect, false,
      (int fd, const struct sockaddr *to, socklen_t length), (fd, to, length))

PLAIN(int, poll, ms == 0, (struct pollfd * fds, nfds_t n, int ms), (fds, n, ms))
// That word is csp.h's here.
int csp_posix_select(int, fd_set *, fd_set *, fd_set *, struct timeval *);
int csp_plain_select(int n, fd_set *in, fd_set *out, fd_set *urgent,
                     struct timeval *limit)
{
    return posix_as_thread(csp_posix_select(n, in, out, urgent, limit));
}

PLAIN(int, epoll_wait, ms == 0,
      (int fd, struct epoll_event *events, int most, int ms),
      (fd, events, most, ms))

// -- times, children, signals, names -----------------------------------------

PLAIN(unsigned, sleep, false, (unsigned seconds), (seconds))
PLAIN(int, usleep, false, (useconds_t us), (us))
PLAIN(int, nanosleep, false,
      (const struct timespec *time, struct timespec *left), (time, left))
PLAIN(int, clock_nanosleep, false,
      (clockid_t clock, int flags, const struct timespec *time,
       struct timespec *left),
      (clock, flags, time, left))
PLAIN(pid_t, wait, false, (int *status), (status))
PLAIN(pid_t, waitpid, options &WNOHANG, (pid_t pid, int *status, int options),
      (pid, status, options))
PLAIN(int, sigwait, false, (const sigset_t *set, int *signal), (set, signal))
PLAIN(int, getaddrinfo, false,
      (const char *host, const char *service, const struct addrinfo *hints,
       struct addrinfo **list),
      (host, service, hints, list))

// -- stdio -------------------------------------------------------------------

// What is in its buffer is mostly all that is asked for.
static bool has_some(FILE *file)
{
    int fd = fileno(file);
    return posix_ahead(file) || fd < 0 || csp__io_kind(fd) == IO_FILE;
}

PLAIN(int, fgetc, has_some(file), (FILE * file), (file))
PLAIN(int, getc, has_some(file), (FILE * file), (file))
PLAIN(int, getchar, has_some(stdin), (void), ())
PLAIN(char *, fgets, has_some(file), (char *to, int n, FILE *file),
      (to, n, file))
PLAIN(size_t, fread, has_some(file),
      (void *to, size_t size, size_t n, FILE *file), (to, size, n, file))
