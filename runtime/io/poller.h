// SPDX-License-Identifier: MIT
// poller.h: how the system tells that descriptors are ready.
//
// One poller for the process; which one is chosen when the first descriptor is
// waited for (poller.c). What it tells is an edge: once for each time that a
// descriptor becomes ready, or may have become so; never less.
#ifndef CSP_RUNTIME_POLLER_H
#define CSP_RUNTIME_POLLER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum poll_bits {
    POLL_READ = 1,   // CSP_READABLE
    POLL_WRITE = 4,  // CSP_WRITABLE
    POLL_ENDED = 16, // it has failed or hung up, or the other end has: for good
};

// What has become ready. `tag` is what add was given; 0: the wake-up.
struct poll_event {
    uint64_t tag;
    unsigned bits; // enum poll_bits
};
enum { POLL_EVENTS = 128 }; // at most, from one wait

struct poller {
    // The descriptor that wakes its waiter when something is written to it; or
    // -1 and errno.
    int (*init)(void);
    // From now on `fd` is told of, in both directions, first of all if it is
    // ready now. 0 or an errno; EPERM: it is always ready.
    int (*add)(int fd, uint64_t tag);
    // Until something has happened or the deadline; 0: only looks. How many.
    int (*wait)(struct poll_event events[POLL_EVENTS], int64_t deadline);
    // It need not tell again, until this, that fd is ready: somebody has found
    // that it is not. NULL: it notices by itself.
    void (*rearm)(int fd, unsigned bits);
    void (*forget)(int fd);
    // In a process that fork has made: gives up what it has of its parent's.
    void (*term)(void);
};

// Chooses a poller, if there is none yet: 0 or an errno.
extern atomic_bool cspi_poller_begun;
int cspi_poller_begin_rest(void);
static inline int cspi_poller_begin(void)
{
    bool begun = atomic_load_explicit(&cspi_poller_begun, memory_order_acquire);
    return begun ? 0 : cspi_poller_begin_rest();
}
// The same of the one there is.
int cspi_poller_add(int fd, uint64_t tag);
int cspi_poller_wait(struct poll_event events[POLL_EVENTS], int64_t deadline);
void cspi_poller_rearm(int fd, unsigned bits);
void cspi_poller_forget(int fd);
// One of its own, in a process that fork has made; it knows no descriptor.
void cspi_poller_renew(void);

// Polls that have begun, and have not told all of what they have found
// (poll.c).
extern atomic_uint cspi_polls;
static inline bool cspi_poll_is_under_way(void)
{
    return atomic_load(&cspi_polls) > 0;
}

extern const struct poller cspi_poller_epoll, cspi_poller_poll;

#endif
