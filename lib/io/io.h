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

// The byte of a record that is ours: what the descriptor is, and two bits of
// csp_serve's.
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
};
// One attempt that never waits. The turn is held.
enum io_way csp__io_attempt(struct io_call *call);
// One that may.
void csp__io_block(struct io_call *call);
// Attempts and waits until something has moved: call->moved, and errno. The
// turn is held.
csp_operation ssize_t csp__io_move(struct io_call *call, int64_t deadline);
// The same with the turn.
csp_operation ssize_t csp__io_once(struct io_call *call, int64_t deadline);
// All of call->v, which is used up, in a direction whose turn is held: how
// much, short if it ends early; -1 if nothing has moved and that is a failure.
csp_operation ssize_t csp__io_whole(struct io_call *call, int64_t deadline);

// Where there is no event to wait for: sleeps so long, at most until the
// deadline, and doubles it up to 64 ms. 0, or -1 and errno.
csp_operation int csp__io_pause(int64_t *pause, int64_t deadline);

// csp_accept_dl, by who has the turn.
csp_operation int
csp__io_accept(int listener, struct csp_addr *peer, int64_t deadline);

// Is it a socket of a stream? Between begin and end, or not: it asks the
// kernel.
bool csp__io_is_stream(int fd);

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
