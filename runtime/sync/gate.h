// SPDX-License-Identifier: MIT
// gate.h: gates that the runtime itself opens and shuts, as csp_sync.h's are:
// channels of elements of no bytes, of which it is the count that matters.
//
// Each takes the gate's lock. Who is let through, or fails, is appended to a
// list through `next`, of which `last` is the end, for cspi_waiter_wake_all or
// cspi_waiter_fail when no lock is held; gives the new end.
#ifndef CSP_RUNTIME_GATE_H
#define CSP_RUNTIME_GATE_H

#include <stdbool.h>

#include "sync/chan.h"

// All who come go on, until it is shut. One that is closed stays closed.
struct waiter **cspi_gate_open(struct chan *gate, struct waiter **last);
void cspi_gate_shut(struct chan *gate);
// One goes on: the first who waits, or who comes next.
struct waiter **cspi_gate_let(struct chan *gate, struct waiter **last);
// What cspi_tries is: for a task that waits at a gate, or at a mutex.
int cspi_gate_tries(struct csp_frame *leaf, struct csp_worker *worker);
// Passes where one may that nobody has waited for; false: nobody may.
bool cspi_gate_take(struct chan *gate);
// All who wait or come fail, until it is made anew, shut.
struct waiter **cspi_gate_close(struct chan *gate, struct waiter **last);
void cspi_gate_renew(struct chan *gate);

// A lock of csp_sync.h that was not initialised would be a channel on which
// nobody ever sends. Its lock is held; one that was released is never locked.
#define CSPI_GATE_OF_ZEROS                                                     \
    "a lock without its constant (CSP_MUTEX_INIT or the like)"
static inline bool cspi_gate_is_zeros(struct chan *gate)
{
    return atomic_load_explicit(&gate->refs, memory_order_relaxed) == 0;
}

// As of now, without the lock.
static inline bool cspi_gate_is_open(const struct chan *gate)
{
    return __atomic_load_n(&gate->count, __ATOMIC_RELAXED) > 0;
}

static inline bool cspi_gate_is_waited_for(const struct chan *gate)
{
    return cspi_queue_hint(&gate->receivers);
}

#endif
