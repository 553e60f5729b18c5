// SPDX-License-Identifier: MIT
// poll.h: what descriptors tell, as tasks that can go on.
//
// Whoever is idle polls. Among sleepers one, rt.poller, sleeps in the poller
// instead of on its futex (loop/sleep.c); all others look when they have
// nothing else to do, or have not for long, and only if there is no such
// sleeper.
#ifndef CSP_RUNTIME_POLL_H
#define CSP_RUNTIME_POLL_H

#include <stdbool.h>

#include "io/poller.h"
#include "run/rt.h"

// Is it worth a look? No descriptor, no cost.
static inline bool cspi_poll_wanted(void)
{
    // Acquire: the poller is there, see cspi_poller_add.
    return atomic_load_explicit(&cspi_rt.polled, memory_order_acquire) > 0 &&
           !atomic_load(&cspi_rt.poller);
}

// Looks, and puts who can go on into the worker's own queue; true if anybody.
bool cspi_poll_look(struct worker *worker);

// The sleep of rt.poller, and what comes of it when it is none any more: first
// wait, then, awake again, tell.
struct polled {
    struct poll_event events[POLL_EVENTS];
    int count;
};
void cspi_poll_wait(struct polled *polled, int64_t deadline);
bool cspi_poll_tell(struct worker *worker, const struct polled *polled);

#endif
