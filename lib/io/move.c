// SPDX-License-Identifier: MIT
// move.c: attempts and waits, until something has moved, or all of it. Owns
// nothing; who calls has the turn, but for csp__io_rest.
#include "io.h"

// Until something has moved: call->moved, and errno. The turn is held.
static ssize_t move(struct io_call *call, enum io_way way, int64_t deadline)
{
    for (; way == IO_WAIT; way = csp__io_attempt(call))
        if (csp__io_wait(call->fd, call->direction, deadline) < 0) {
            if (errno != EPERM) return call->moved = -1;
            way = IO_POOL; // a device that nobody can wait for
            break;
        }
    if (way == IO_POOL) blocking
    csp__io_block(call);
    if (call->moved == 0) errno = 0; // the end of a stream, if n is not 0
    return call->moved;
}

// Past the bytes that have moved.
static void advance(struct io_call *call)
{
    size_t moved = (size_t)call->moved;
    for (; call->n && moved >= call->v->iov_len; call->v++, call->n--) {
        moved -= call->v->iov_len;
        call->v->iov_len = 0;
    }
    if (!call->n) return;
    call->v->iov_base = (char *)call->v->iov_base + moved;
    call->v->iov_len -= moved;
}

csp_operation ssize_t csp__io_whole(struct io_call *call, enum io_way way,
                                    int64_t deadline)
{
    for (ssize_t all = 0;; way = csp__io_attempt(call)) {
        if (move(call, way, deadline) < 0) return all ? all : -1;
        all += call->moved;
        advance(call);
        if (!call->n || !call->moved) return all;
    }
}

csp_operation ssize_t csp__io_rest(struct io_call *call, enum io_way way,
                                   bool all, int64_t deadline)
{
    if (way == IO_TURN) {
        if (csp__io_take_turn(call->fd, call->direction, deadline) < 0)
            return -1;
        way = csp__io_attempt(call);
    } else if (way == IO_GIVE) {
        if (csp__io_begin(call->fd, call->direction, deadline) < 0) return -1;
        way = csp__io_attempt(call);
    }
    ssize_t moved =
        all ? csp__io_whole(call, way, deadline) : move(call, way, deadline);
    csp__io_end(call->fd, call->direction);
    return moved;
}

csp_operation int csp__io_until_ready(int fd, int direction, int64_t deadline)
{
    while (!csp__io_try(fd, direction) || !csp__io_is_ready(fd, direction))
        if (csp__io_wait(fd, direction, deadline) < 0) return -1;
    if (direction == CSP_READABLE) csp__io_more(fd, direction);
    return 0;
}

csp_operation int csp__io_pause(int64_t *pause, int64_t deadline)
{
    int64_t now = csp_now();
    if (deadline <= now) return io_failed(CSP_ETIMEDOUT);
    int64_t left = deadline - now;
    int why = csp_sleep(left < *pause ? left : *pause);
    if (why < 0) return io_failed(why);
    if (*pause < 64 * CSP_MS) *pause *= 2;
    return 0;
}
