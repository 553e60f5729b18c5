// SPDX-License-Identifier: MIT
// descriptor.c: reads and writes of descriptors whose program knows nothing of
// tasks. They block in its eyes, so O_NONBLOCK and the times of SO_RCVTIMEO and
// SO_SNDTIMEO, where it has set them, are its word, and count. SIGPIPE comes as
// ever. Sockets are tried with MSG_DONTWAIT; csp_io.h does the rest.
#include "posix.h"

#include "../io/io.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/wait.h>
#include <unistd.h>

static bool waits(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && !(flags & O_NONBLOCK);
}

// By when a socket's operation ends, as its program has set it.
static int64_t deadline_of(int fd, int direction)
{
    struct timeval limit = {0};
    socklen_t n = sizeof limit;
    int option = direction == CSP_READABLE ? SO_RCVTIMEO : SO_SNDTIMEO;
    if (getsockopt(fd, SOL_SOCKET, option, &limit, &n) < 0) return CSP_NEVER;
    int64_t ns = limit.tv_sec * CSP_S + limit.tv_usec * CSP_US;
    return ns ? csp_now() + ns : CSP_NEVER;
}

csp_coroutine bool posix_wait_for(int fd, int direction, int flags)
{
    if (flags & MSG_DONTWAIT || !waits(fd)) {
        errno = EAGAIN;
        return false;
    }
    if (csp_ready_dl(fd, direction, deadline_of(fd, direction)) > 0)
        return true;
    if (errno == ETIMEDOUT) errno = EAGAIN;
    if (errno == ECANCELED) posix_failed(0);
    return false;
}

// -- sockets -----------------------------------------------------------------

csp_coroutine ssize_t csp_posix_recvmsg(int fd, struct msghdr *message,
                                        int flags)
{
    for (;;) {
        ssize_t got = recvmsg(fd, message, flags | MSG_DONTWAIT);
        if (got >= 0 || errno != EAGAIN) return got;
        if (!posix_wait_for(fd, CSP_READABLE, flags)) return -1;
    }
}

csp_coroutine ssize_t csp_posix_recvfrom(int fd, void *p, size_t n, int flags,
                                         struct sockaddr *from,
                                         socklen_t *length)
{
    size_t all = 0;
    for (;;) {
        ssize_t got = recvfrom(fd, (char *)p + all, n - all,
                               flags | MSG_DONTWAIT, from, length);
        if (got > 0) all += (size_t)got;
        bool goes_on = got > 0 && all < n && flags & MSG_WAITALL &&
                       !(flags & MSG_PEEK) && csp__io_is_stream(fd);
        if (goes_on) continue;
        if (got >= 0 || errno != EAGAIN) return all ? (ssize_t)all : got;
        if (!posix_wait_for(fd, CSP_READABLE, flags))
            return all ? (ssize_t)all : -1;
    }
}

csp_coroutine ssize_t csp_posix_recv(int fd, void *p, size_t n, int flags)
{
    return csp_posix_recvfrom(fd, p, n, flags, NULL, NULL);
}

// One that is no message goes whole.
csp_coroutine ssize_t csp_posix_sendto(int fd, const void *p, size_t n,
                                       int flags, const struct sockaddr *to,
                                       socklen_t length)
{
    size_t all = 0;
    for (;;) {
        ssize_t put = sendto(fd, (const char *)p + all, n - all,
                             flags | MSG_DONTWAIT, to, length);
        if (put > 0) all += (size_t)put;
        if (put >= 0 && all == n) return (ssize_t)all;
        if (put >= 0) continue;
        if (errno != EAGAIN || !posix_wait_for(fd, CSP_WRITABLE, flags))
            return all ? (ssize_t)all : -1;
    }
}

csp_coroutine ssize_t csp_posix_send(int fd, const void *p, size_t n, int flags)
{
    return csp_posix_sendto(fd, p, n, flags, NULL, 0);
}

// Descriptors that travel in it go with its first byte, so what is left of a
// stream follows without them.
csp_coroutine ssize_t csp_posix_sendmsg(int fd, const struct msghdr *message,
                                        int flags)
{
    struct iovec *v = message->msg_iov, rest;
    size_t count = (size_t)message->msg_iovlen;
    ssize_t put;
    while ((put = sendmsg(fd, message, flags | MSG_DONTWAIT)) < 0)
        if (errno != EAGAIN || !posix_wait_for(fd, CSP_WRITABLE, flags))
            return -1;
    ssize_t all = put;
    for (size_t i = 0; i < count; i++) {
        size_t done = (size_t)put < v[i].iov_len ? (size_t)put : v[i].iov_len;
        put -= (ssize_t)done;
        if (done == v[i].iov_len) continue;
        rest =
            (struct iovec){(char *)v[i].iov_base + done, v[i].iov_len - done};
        put = csp_posix_sendto(fd, rest.iov_base, rest.iov_len, flags, NULL, 0);
        if (put < 0) return all;
        all += put;
        if ((size_t)put < rest.iov_len) return all;
        put = 0;
    }
    return all;
}

// -- any descriptor ----------------------------------------------------------

static csp_coroutine ssize_t checked(ssize_t result)
{
    if (result < 0 && errno == ECANCELED) posix_failed(0);
    return result;
}

csp_coroutine ssize_t csp_posix_read(int fd, void *p, size_t n)
{
    ssize_t got = csp_posix_recv(fd, p, n, 0);
    if (got >= 0 || errno != ENOTSOCK) return got;
    return waits(fd) ? checked(csp_read(fd, p, n)) : read(fd, p, n);
}

csp_coroutine ssize_t csp_posix_write(int fd, const void *p, size_t n)
{
    ssize_t put = csp_posix_send(fd, p, n, 0);
    if (put >= 0 || errno != ENOTSOCK) return put;
    return waits(fd) ? checked(csp_write(fd, p, n)) : write(fd, p, n);
}

csp_coroutine ssize_t csp_posix_readv(int fd, const struct iovec *v, int n)
{
    struct msghdr message = {.msg_iov = (struct iovec *)v,
                             .msg_iovlen = (size_t)n};
    ssize_t got = csp_posix_recvmsg(fd, &message, 0);
    if (got >= 0 || errno != ENOTSOCK) return got;
    return waits(fd) ? checked(csp_readv(fd, v, n)) : readv(fd, v, n);
}

static csp_coroutine ssize_t write_copy(int fd, const struct iovec *v, int n)
{
    struct iovec *copy = n > 0 ? calloc((size_t)n, sizeof *copy) : NULL;
    if (!copy) {
        errno = n > 0 ? ENOMEM : EINVAL;
        return -1;
    }
    for (int i = 0; i < n; i++)
        copy[i] = v[i];
    ssize_t put = csp_writev(fd, copy, n);
    free(copy);
    return checked(put);
}

csp_coroutine ssize_t csp_posix_writev(int fd, const struct iovec *v, int n)
{
    struct msghdr message = {.msg_iov = (struct iovec *)v,
                             .msg_iovlen = (size_t)n};
    ssize_t put = csp_posix_sendmsg(fd, &message, 0);
    if (put >= 0 || errno != ENOTSOCK) return put;
    return waits(fd) ? write_copy(fd, v, n) : writev(fd, v, n);
}

csp_coroutine ssize_t csp_posix_pread(int fd, void *p, size_t n, off_t at)
{
    return checked(csp_pread(fd, p, n, at));
}

csp_coroutine ssize_t csp_posix_pwrite(int fd, const void *p, size_t n,
                                       off_t at)
{
    return checked(csp_pwrite(fd, p, n, at));
}

csp_coroutine ssize_t csp_posix_sendfile(int to, int file, off_t *at, size_t n)
{
    off_t here = at ? *at : lseek(file, 0, SEEK_CUR);
    if (here < 0 || !waits(to)) return sendfile(to, file, at, n);
    ssize_t put = csp_sendfile(to, file, &here, n);
    if (put > 0 && at) *at = here;
    if (put > 0 && !at) lseek(file, here, SEEK_SET);
    return checked(put);
}

// -- numbers -----------------------------------------------------------------

// The kernel has given it to something new: what was known of it is over.
static int made(int fd)
{
    if (fd >= 0) csp__io_made(fd);
    return fd;
}

static int made_both(int result, const int fds[2])
{
    if (result == 0) made(fds[0]), made(fds[1]);
    return result;
}

int csp_posix_socket(int family, int type, int protocol)
{
    return made(socket(family, type, protocol));
}

int csp_posix_socketpair(int family, int type, int protocol, int fds[2])
{
    return made_both(socketpair(family, type, protocol, fds), fds);
}

int csp_posix_pipe(int fds[2])
{
    return made_both(pipe(fds), fds);
}

int csp_posix_pipe2(int fds[2], int flags)
{
    return made_both(pipe2(fds, flags), fds);
}

int csp_posix_dup(int fd)
{
    return made(dup(fd));
}

// Whoever waits for `to` is told that it is closed.
int csp_posix_dup2(int fd, int to)
{
    if (fd == to || fcntl(fd, F_GETFD) < 0) return dup2(fd, to);
    if (to >= 0) csp_close(to);
    return made(dup2(fd, to));
}

int csp_posix_dup3(int fd, int to, int flags)
{
    if (fd == to || fcntl(fd, F_GETFD) < 0) return dup3(fd, to, flags);
    if (to >= 0) csp_close(to);
    return made(dup3(fd, to, flags));
}

int csp_posix_close(int fd)
{
    return csp_close(fd);
}

int csp_posix_fclose(FILE *file)
{
    int fd = fileno(file);
    if (fd >= 0) csp_detach(fd);
    return fclose(file);
}

// -- connections -------------------------------------------------------------

// One attempt that does not wait, also on a listener that would.
static int
accept_now(int fd, struct sockaddr *peer, socklen_t *length, int flags)
{
    if (waits(fd) && !csp__io_is_ready(fd, CSP_READABLE)) {
        errno = EAGAIN;
        return -1;
    }
    return made(accept4(fd, peer, length, flags));
}

// Turns keep another task from taking what this one has seen coming.
csp_coroutine int
csp_posix_accept4(int fd, struct sockaddr *peer, socklen_t *length, int flags)
{
    for (;;) {
        if (csp__io_begin(fd, CSP_READABLE, CSP_NEVER) < 0)
            return (int)checked(-1);
        int got = accept_now(fd, peer, length, flags);
        csp__io_end(fd, CSP_READABLE);
        if (got >= 0 || errno != EAGAIN) return got;
        if (!posix_wait_for(fd, CSP_READABLE, 0)) return -1;
    }
}

csp_coroutine int
csp_posix_accept(int fd, struct sockaddr *peer, socklen_t *length)
{
    return csp_posix_accept4(fd, peer, length, 0);
}

// Until the kernel has the answer.
static csp_coroutine int connected(int fd)
{
    int error = 0;
    socklen_t n = sizeof error;
    int64_t deadline = deadline_of(fd, CSP_WRITABLE);
    if (csp_ready_dl(fd, CSP_WRITABLE, deadline) <= 0) {
        if (errno == ETIMEDOUT) errno = EINPROGRESS;
        return (int)checked(-1);
    }
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &n) < 0) return -1;
    errno = error;
    return error ? -1 : 0;
}

csp_coroutine int
csp_posix_connect(int fd, const struct sockaddr *to, socklen_t length)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || flags & O_NONBLOCK) return connect(fd, to, length);
    for (int64_t pause = CSP_MS;;) {
        fcntl(fd, F_SETFL, flags | O_NONBLOCK);
        int result = connect(fd, to, length), error = errno;
        fcntl(fd, F_SETFL, flags);
        errno = error;
        if (result == 0) return result;
        if (error == EINPROGRESS) return connected(fd);
        // The backlog of a unix socket is full, of which there is no event.
        if (error != EAGAIN) return result;
        if (csp__io_pause(&pause, CSP_NEVER) < 0) {
            errno = ECANCELED;
            return (int)checked(-1);
        }
    }
}
