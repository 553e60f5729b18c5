// SPDX-License-Identifier: MIT
// io.h: what lib/io/*.c share: one attempt to read or write, and the loop of
// attempts and waits round it.
//
// Who moves something has the turn of its direction, by csp__io_begin. The
// record of a descriptor says whether it may be readable: csp__io_try asks, and
// takes that note away before the attempt, so that what comes meanwhile is
// noted again; csp__io_more puts it back where something may be left. Who
// writes always tries.
#ifndef CSP_LIB_IO_H
#define CSP_LIB_IO_H

#include <csp_io.h>
#include <errno.h>

#include "calls.h"

// The byte of a record that is ours: what the descriptor is, two bits of
// csp_serve's, and one of csp_listen's.
enum io_kind {
    IO_UNKNOWN,
    IO_STREAM, // a socket: what is left behind a short read would be an event
    IO_PACKET, // a socket of messages
    IO_PIPE,
    IO_FILE, // never waited for: page cache or pool
    IO_TTY,  // always waits, when it is not ready
    IO_OTHER,
    IO_KIND = 15,
    IO_IDLE = 16,  // its handler waits in csp_serve_idle
    IO_STOPS = 32, // its server stops
    IO_OURS = 64,  // a listener that does not block, as it was made here
};

// A call of the kernel, in `direction`.
struct io_call {
    int fd, direction;
    struct iovec *v; // n pieces
    int n;
    struct msghdr *message; // instead of v, or NULL
    ssize_t moved;          // what came of it; -1 and errno
};
enum io_way {
    IO_DONE, // see moved
    IO_WAIT, // it would have waited: csp__io_wait, and again
    IO_POOL, // csp__io_block, on the pool
    IO_PART, // some has moved, and more should
    IO_TURN, // it is another's turn: csp__fd_turn
    IO_GIVE, // nothing yet: the caller is to give way first
};
// One attempt that never waits. The turn is held.
enum io_way csp__io_attempt(struct io_call *call);
// One that may.
void csp__io_block(struct io_call *call);

// An operation as far as it goes without waiting, which is all of it most of
// the time, so it is no coroutine. All: of call->v, else once. IO_DONE: it is
// over; else the rest of it is to follow.
enum io_way csp__io_start(struct io_call *call, bool all);
csp_operation ssize_t csp__io_rest(struct io_call *call, enum io_way way,
                                   bool all, int64_t deadline);
// Both: in the frame of who calls, with no other if nothing waits.
#define io_do(call, all, deadline)                                             \
    ({                                                                         \
        enum io_way way = csp__io_start((call), (all));                        \
        way == IO_DONE ? (call)->moved                                         \
                       : csp__io_rest((call), way, (all), (deadline));         \
    })
// All of call->v, which is used up, in a direction whose turn is held: how
// much, short if it ends early; -1 if nothing has moved and that is a failure.
// `way` is what an attempt has come to.
csp_operation ssize_t csp__io_whole(struct io_call *call, enum io_way way,
                                    int64_t deadline);

// Where there is no event to wait for: sleeps so long, at most until the
// deadline, and doubles it up to 64 ms. 0, or -1 and errno.
csp_operation int csp__io_pause(int64_t *pause, int64_t deadline);

// Waits for the turn after csp__fd_enter gave 0, or gives it up: 0, or -1 and
// errno.
csp_operation int csp__io_take_turn(int fd, int direction, int64_t deadline);

// csp_accept_dl, by who has the turn.
csp_operation int
csp__io_accept(int listener, struct csp_addr *peer, int64_t deadline);

// As its record knows it, or by the kernel.
enum io_kind csp__io_kind(int fd);
// Is it a socket of a stream? Between begin and end, or not: it asks the
// kernel.
bool csp__io_is_stream(int fd);

// Of all pieces.
size_t csp__io_bytes(const struct iovec *v, int n);
// Is it ready, or has it failed? Looks, and does not wait.
bool csp__io_is_ready(int fd, int direction);
// Waits for that. The turn is held. 0, or -1 and errno.
csp_operation int csp__io_until_ready(int fd, int direction, int64_t deadline);

// In the frame of who waits, with no frame of its own: 0, or -1 and errno.
#define io_pass(gate, deadline)                                                \
    ((deadline) != CSP_NEVER                                                   \
         ? csp__io_pass_until((gate), (deadline))                              \
         : (chan_recv(csp__fd_passes(gate), NULL) ? 0 : csp__io_fail()))

static inline const struct sockaddr *io_sockaddr(const struct csp_addr *addr)
{
    return (const struct sockaddr *)&addr->storage;
}

// Closes what could not be made as it should be: -1, and errno as it was.
static inline int io_give_up(int fd)
{
    int error = errno;
    csp_close(fd);
    errno = error;
    return -1;
}

// What an operation of csp.h says, as these say it: -1 and errno.
static inline int io_failed(int why)
{
    errno = why == CSP_ETIMEDOUT ? ETIMEDOUT : ECANCELED;
    return -1;
}

#endif
