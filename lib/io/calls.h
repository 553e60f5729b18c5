// SPDX-License-Identifier: MIT
// calls.h: every call of the kernel by which lib/io moves something or opens a
// stream, by name, and with the mistakes of csp__io_fault. None waits, but for
// call_readv and call_writev; none comes back with EINTR.
#ifndef CSP_LIB_IO_CALLS_H
#define CSP_LIB_IO_CALLS_H

#include <csp_io.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

// To the names alone they may.
#pragma GCC diagnostic ignored "-Wcsp-blocking"

enum { CALL_NOWAIT = 8 }; // RWF_NOWAIT

// Does it fail on purpose? Where nothing is lost by that, fd is ready as
// before; what has broken, has for both ends.
static inline bool call_fails(int fault, int fd, int direction)
{
    int error = csp__io_fault(fd, fault);
    if (!error) return false;
    if (error == EAGAIN) csp__io_more(fd, direction);
    if (error == ECONNRESET || error == EPIPE) shutdown(fd, SHUT_RDWR);
    errno = error;
    return true;
}

// So many bytes of n, on purpose; fd is ready for more then.
static inline size_t call_short(int fd, int direction, size_t n)
{
    size_t most = (size_t)csp__io_fault(fd, CSP__FAULT_SHORT);
    if (most == 0 || most >= n) return n;
    csp__io_more(fd, direction);
    return most;
}

// What `call` gives, made again as long as a signal interrupts it.
#define CALL(call)                                                             \
    ({                                                                         \
        __typeof__(call) result;                                               \
        do                                                                     \
            result = (call);                                                   \
        while (result < 0 && errno == EINTR);                                  \
        result;                                                                \
    })
#define CALL_READ(fd, call)                                                    \
    CALL(call_fails(CSP__FAULT_READ, (fd), CSP_READABLE) ? -1 : (call))
#define CALL_WRITE(fd, call)                                                   \
    CALL(call_fails(CSP__FAULT_WRITE, (fd), CSP_WRITABLE) ? -1 : (call))

static inline ssize_t call_recv(int fd, void *p, size_t n)
{
    n = call_short(fd, CSP_READABLE, n);
    return CALL_READ(fd, recv(fd, p, n, MSG_DONTWAIT));
}

static inline ssize_t call_send(int fd, const void *p, size_t n)
{
    n = call_short(fd, CSP_WRITABLE, n);
    return CALL_WRITE(fd, send(fd, p, n, MSG_DONTWAIT | MSG_NOSIGNAL));
}

static inline ssize_t call_recvmsg(int fd, struct msghdr *message)
{
    int flags = MSG_DONTWAIT | MSG_CMSG_CLOEXEC;
    return CALL_READ(fd, csp__net_on() ? csp__net_recvmsg(fd, message, flags)
                                       : recvmsg(fd, message, flags));
}

static inline ssize_t call_sendmsg(int fd, const struct msghdr *message)
{
    int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
    return CALL_WRITE(fd, csp__net_on() ? csp__net_sendmsg(fd, message, flags)
                                        : sendmsg(fd, message, flags));
}

static inline int call_pieces(int n)
{
    return n < IOV_MAX ? n : IOV_MAX;
}

static inline ssize_t call_readv(int fd, const struct iovec *v, int n)
{
    return CALL(readv(fd, v, call_pieces(n)));
}

static inline ssize_t call_writev(int fd, const struct iovec *v, int n)
{
    return CALL(writev(fd, v, call_pieces(n)));
}

// ThreadSanitizer knows what readv orders, and nothing of preadv2.
#ifdef CSP_RACES
enum { CALL_IS_SEEN = 1 };
#else
enum { CALL_IS_SEEN = 0 };
#endif

// Not every libc has preadv2. At `at`; -1: where the file stands.
static inline ssize_t
call_now(long which, int fd, const struct iovec *v, int n, int64_t at)
{
    if (CALL_IS_SEEN) {
        errno = EOPNOTSUPP;
        return -1;
    }
    ssize_t moved =
        syscall(which, fd, v, call_pieces(n), at, at >> 32, CALL_NOWAIT);
    // Not with this kind, or not with this kernel.
    if (moved < 0 && (errno == ENOSYS || errno == EINVAL)) errno = EOPNOTSUPP;
    return moved;
}

static inline ssize_t
call_readv_now(int fd, const struct iovec *v, int n, int64_t at)
{
    return CALL_READ(fd, call_now(SYS_preadv2, fd, v, n, at));
}

static inline ssize_t
call_writev_now(int fd, const struct iovec *v, int n, int64_t at)
{
    return CALL_WRITE(fd, call_now(SYS_pwritev2, fd, v, n, at));
}

// These two know no MSG_NOSIGNAL: the signal comes to this thread, if at all,
// and is taken away again. It may come although some of the n bytes have moved.
#define CALL_QUIETLY(n, call)                                                  \
    ({                                                                         \
        struct call_quiet quiet;                                               \
        call_begin_quiet(&quiet);                                              \
        ssize_t moved = (call);                                                \
        call_end_quiet(&quiet, moved < (ssize_t)(n));                          \
        moved;                                                                 \
    })
struct call_quiet {
    sigset_t pipe, before;
    bool pending;
};

static inline void call_begin_quiet(struct call_quiet *quiet)
{
    sigset_t pending;
    sigemptyset(&quiet->pipe);
    sigaddset(&quiet->pipe, SIGPIPE);
    sigpending(&pending);
    quiet->pending = sigismember(&pending, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &quiet->pipe, &quiet->before);
}

static inline void call_end_quiet(struct call_quiet *quiet, bool may_have_come)
{
    int error = errno;
    static const struct timespec none;
    if (may_have_come && !quiet->pending)
        (void)CALL(sigtimedwait(&quiet->pipe, NULL, &none));
    pthread_sigmask(SIG_SETMASK, &quiet->before, NULL);
    errno = error;
}

static inline ssize_t call_splice(int from, int to, size_t n)
{
    unsigned flags = SPLICE_F_MOVE | SPLICE_F_NONBLOCK;
    return CALL_QUIETLY(n, CALL(splice(from, NULL, to, NULL, n, flags)));
}

static inline ssize_t call_sendfile(int to, int file, off_t *at, size_t n)
{
    return CALL_QUIETLY(n, CALL_WRITE(to, sendfile(to, file, at, n)));
}

// Is it one that was not made here, or not as those are?
static inline bool call_waits(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && !(flags & O_NONBLOCK);
}

static inline int call_accept(int listener, struct csp_addr *peer)
{
    struct sockaddr *to = peer ? (struct sockaddr *)&peer->storage : NULL;
    socklen_t *n = peer ? &peer->length : NULL;
    if (peer) *peer = (struct csp_addr){.length = sizeof peer->storage};
    int flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
    int fd = CALL(call_fails(CSP__FAULT_ACCEPT, listener, CSP_READABLE)
                      ? -1
                      : accept4(listener, to, n, flags));
    if (fd >= 0) csp__io_made(fd);
    if (fd >= 0 && csp__net_on()) csp__net_accepted(fd, peer);
    return fd;
}

static inline int call_socket(int family, int type)
{
    if (call_fails(CSP__FAULT_OPEN, -1, 0)) return -1;
    if (csp__net_on()) return csp__net_socket();
    int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd >= 0) csp__io_made(fd);
    return fd;
}

static inline int call_pidfd(pid_t pid)
{
    if (call_fails(CSP__FAULT_WAIT, -1, 0)) return -1;
    int fd = (int)syscall(434, pid, 0); // SYS_pidfd_open, new in Linux 5.3
    if (fd >= 0) csp__io_made(fd);
    return fd;
}

// Where it will be connected from; the simulated network hears of that later.
static inline int call_bind(int fd, const struct csp_addr *from)
{
    const struct sockaddr *name = (const struct sockaddr *)&from->storage;
    return csp__net_on() ? 0 : bind(fd, name, from->length);
}

// A signal interrupts the call, not the connection. from NULL: anywhere.
static inline int
call_connect(int fd, const struct csp_addr *from, const struct csp_addr *to)
{
    const struct sockaddr *name = (const struct sockaddr *)&to->storage;
    int done = CALL(call_fails(CSP__FAULT_CONNECT, fd, CSP_WRITABLE) ? -1
                    : csp__net_on() ? csp__net_connect(fd, from, to)
                                    : connect(fd, name, to->length));
    if (done < 0 && errno == EISCONN) return 0;
    if (done < 0 && errno == EALREADY) errno = EINPROGRESS;
    return done;
}

// What has become of it: 0, or an errno.
static inline int call_error(int fd)
{
    int error = csp__net_on() ? csp__net_error(fd) : 0;
    socklen_t n = sizeof error;
    if (!csp__net_on() && getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &n) < 0)
        error = errno;
    return error;
}

#endif
