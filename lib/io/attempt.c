// SPDX-License-Identifier: MIT
// attempt.c: reads and writes that do not wait, on descriptors whose O_NONBLOCK
// is not ours to set. Sockets know MSG_DONTWAIT; pipes, files and some others
// RWF_NOWAIT; what knows neither is called when poll(2) says that it is ready.
// Owns the kind of a descriptor, which its record keeps.
#include "io.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>

// A terminal takes no more than it has room for, and tells nobody how much that
// is: so much of a write goes to the pool at once.
enum { TTY_BYTES = 512 };

static enum io_kind find_kind(int fd)
{
    int type;
    socklen_t n = sizeof type;
    struct stat what;
    if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &n) == 0)
        return type == SOCK_STREAM ? IO_STREAM : IO_PACKET;
    if (fstat(fd, &what) < 0) return IO_OTHER;
    if (S_ISFIFO(what.st_mode)) return IO_PIPE;
    if (S_ISCHR(what.st_mode)) return isatty(fd) ? IO_TTY : IO_OTHER;
    bool is_file =
        S_ISREG(what.st_mode) || S_ISBLK(what.st_mode) || S_ISDIR(what.st_mode);
    return is_file ? IO_FILE : IO_OTHER;
}

bool csp__io_is_stream(int fd)
{
    return find_kind(fd) == IO_STREAM;
}

static enum io_kind kind_of(int fd, bool anew)
{
    int note = csp__io_note(fd, 0, 0);
    int had = note < 0 ? 0 : note & IO_KIND;
    if (had && !anew) return (enum io_kind)had;
    enum io_kind kind = find_kind(fd);
    csp__io_note(fd, kind, IO_KIND);
    return kind;
}

enum io_kind csp__io_kind(int fd)
{
    return kind_of(fd, false);
}

// So many pieces at once; the kernel refuses more. What is left of a write
// follows.
static int pieces_of(const struct io_call *call)
{
    return call->n < IOV_MAX ? call->n : IOV_MAX;
}

static ssize_t on_socket(const struct io_call *call)
{
    struct msghdr message = {.msg_iov = call->v,
                             .msg_iovlen = (size_t)pieces_of(call)};
    struct msghdr *m = call->message ? call->message : &message;
    bool reads = call->direction == CSP_READABLE;
    if (call->message || call->n != 1 || csp__net_on())
        return reads ? call_recvmsg(call->fd, m) : call_sendmsg(call->fd, m);
    void *p = call->v->iov_base;
    size_t n = call->v->iov_len;
    return reads ? call_recv(call->fd, p, n) : call_send(call->fd, p, n);
}

bool csp__io_is_ready(int fd, int direction)
{
    struct pollfd look = {fd, (short)direction, 0};
    return poll(&look, 1, 0) != 0;
}

// Ready is ready: a read gives what is there. A write may want more room than
// there is; a pipe that is ready has room for PIPE_BUF bytes.
static enum io_way when_ready(struct io_call *call)
{
    enum io_kind kind = kind_of(call->fd, true);
    bool writes = call->direction == CSP_WRITABLE;
    if (!csp__io_is_ready(call->fd, call->direction)) return IO_WAIT;
    if (writes && kind == IO_TTY) return IO_POOL;
    size_t n = call->v->iov_len;
    if (writes && kind == IO_PIPE && n > PIPE_BUF) n = PIPE_BUF;
    struct iovec first = {call->v->iov_base, n};
    call->moved = writes ? call_writev(call->fd, &first, 1)
                         : call_readv(call->fd, call->v, pieces_of(call));
    return IO_DONE;
}

static enum io_way no_socket(struct io_call *call, enum io_kind kind)
{
    if (kind == IO_TTY) return when_ready(call);
    int n = pieces_of(call);
    call->moved = call->direction == CSP_READABLE
                      ? call_readv_now(call->fd, call->v, n, -1)
                      : call_writev_now(call->fd, call->v, n, -1);
    if (call->moved >= 0) return IO_DONE;
    if (kind == IO_FILE && (errno == EAGAIN || errno == EOPNOTSUPP))
        return IO_POOL;
    return errno == EOPNOTSUPP ? when_ready(call) : IO_DONE;
}

static enum io_way attempt(struct io_call *call, enum io_kind kind)
{
    if (kind != IO_STREAM && kind != IO_PACKET && !call->message)
        return no_socket(call, kind);
    call->moved = on_socket(call);
    if (call->moved >= 0 || errno != ENOTSOCK || call->message) return IO_DONE;
    // The number is another's by now.
    return no_socket(call, kind_of(call->fd, true));
}

size_t csp__io_bytes(const struct iovec *v, int n)
{
    size_t bytes = 0;
    for (int i = 0; i < n; i++)
        bytes += v[i].iov_len;
    return bytes;
}

// Did a read take all there was? Then there will be an event.
static bool is_dry(const struct io_call *call, enum io_kind kind)
{
    return (kind == IO_STREAM || kind == IO_PIPE) && !call->message &&
           call->moved > 0 &&
           (size_t)call->moved < csp__io_bytes(call->v, call->n);
}

// After csp__io_try.
static enum io_way make(struct io_call *call, enum io_kind kind)
{
    enum io_way way = attempt(call, kind);
    if (way == IO_WAIT) return way;
    if (way == IO_DONE && call->moved < 0 && errno == EAGAIN) return IO_WAIT;
    // Who writes always tries first, so there nothing is noted.
    if (call->direction == CSP_READABLE && !is_dry(call, kind))
        csp__io_more(call->fd, CSP_READABLE);
    return way;
}

enum io_way csp__io_attempt(struct io_call *call)
{
    if (!csp__io_try(call->fd, call->direction)) return IO_WAIT;
    return make(call, kind_of(call->fd, false));
}

// One piece, by way of a stream's socket.
static inline ssize_t on_stream(const struct io_call *call)
{
    void *p = call->v->iov_base;
    size_t n = call->v->iov_len;
    return call->direction == CSP_READABLE
               ? CALL(recv(call->fd, p, n, MSG_DONTWAIT))
               : CALL(send(call->fd, p, n, MSG_DONTWAIT | MSG_NOSIGNAL));
}

// The same as make, of what there is most.
static inline enum io_way start(struct io_call *call, int note)
{
    enum io_kind kind = (enum io_kind)(note & IO_KIND);
    bool is_simple = kind == IO_STREAM && note & CSP__FD_PLAIN &&
                     call->n == 1 && !call->message;
    if (!is_simple) return make(call, kind ? kind : kind_of(call->fd, true));
    ssize_t moved = call->moved = on_stream(call);
    if (moved < 0 && errno == ENOTSOCK) return make(call, kind);
    if (moved < 0 && errno == EAGAIN) return IO_WAIT;
    if (call->direction == CSP_READABLE && !is_dry(call, kind))
        csp__io_more(call->fd, CSP_READABLE);
    return IO_DONE;
}

// A read of no bytes waits for none. A message may well have none.
static bool wants_nothing(const struct io_call *call)
{
    if (call->direction != CSP_READABLE || call->message) return false;
    return call->n == 1 ? !call->v->iov_len : !csp__io_bytes(call->v, call->n);
}

static enum io_way give_nothing(struct io_call *call)
{
    if (fcntl(call->fd, F_GETFD) < 0) return IO_DONE;
    call->moved = errno = 0;
    return IO_DONE;
}

enum io_way csp__io_start(struct io_call *call, bool all)
{
    int note = 0;
    call->moved = -1;
    if (!csp__io_spend()) return IO_GIVE;
    if (!csp_cancel_point()) return csp__io_fail(), IO_DONE;
    if (wants_nothing(call)) return give_nothing(call);
    int turn = csp__fd_start(call->fd, call->direction, &note);
    if (turn <= 0) return turn == 0 ? IO_TURN : IO_DONE;
    if (turn == 2) return IO_WAIT;
    enum io_way way = start(call, note);
    if (way != IO_DONE) return way;
    if (all && call->moved > 0 &&
        (size_t)call->moved < csp__io_bytes(call->v, call->n))
        return IO_PART;
    for (int i = 0; all && call->moved > 0 && i < call->n; i++)
        call->v[i].iov_len = 0; // used up
    csp__io_end(call->fd, call->direction);
    if (call->moved == 0) errno = 0;
    return IO_DONE;
}

void csp__io_block(struct io_call *call)
{
    bool is_tty = kind_of(call->fd, false) == IO_TTY;
    struct iovec *v = call->v, some = *v;
    if (is_tty && some.iov_len > TTY_BYTES) some.iov_len = TTY_BYTES;
    if (call->direction == CSP_READABLE)
        call->moved = call_readv(call->fd, v, pieces_of(call));
    else if (is_tty)
        call->moved = call_writev(call->fd, &some, 1);
    else
        call->moved = call_writev(call->fd, v, pieces_of(call));
}
