// SPDX-License-Identifier: MIT
// waiter.h: those who wait in a queue: claimed, and woken.
#ifndef CSP_RUNTIME_WAITER_H
#define CSP_RUNTIME_WAITER_H

#include <stdbool.h>

#include "run/fiber.h"
#include "sync/list.h"

struct task;
struct worker;

// Of a waiter that is no thread.
static inline struct task *cspi_waiter_task(const struct waiter *waiter)
{
    return (struct task *)(waiter->who & ~(uintptr_t)WAITER_BITS);
}

// Makes the caller the one that ends the wait; false if another was faster
// (claim.c). The lock of the waiter's channel is held, and the waiter is out of
// its queue.
bool cspi_claim_waiter(struct waiter *waiter);

// The first in the queue that can still be claimed, taken out and ours; or
// NULL. The lock is held.
static inline struct waiter *cspi_waiter_claim(struct queue *queue)
{
    for (struct waiter *w; (w = queue->first);) {
        cspi_queue_remove(queue, w);
        if (!(w->who & WAITER_CLAIMED) || cspi_claim_waiter(w)) return w;
    }
    return NULL;
}

// All that can be claimed, appended to a list through `next`, of which `last`
// is the end; gives the new end. The lock is held.
static inline struct waiter **
cspi_waiter_claim_all(struct queue *queue, struct waiter **last)
{
    for (struct waiter *w; (w = cspi_waiter_claim(queue));) {
        w->next = NULL;
        *last = w;
        last = &w->next;
    }
    return last;
}

// To TSan: what was released there comes before what the waiter does next. It
// is ours, and woken afterwards. Threads learn it by us.
static inline void
cspi_waiter_learns(const struct waiter *waiter, const void *cell)
{
    if ((waiter->who & WAITER_KIND) == WAITER_THREAD)
        cspi_race_acquire(cell);
    else
        cspi_fiber_learns(cspi_waiter_task(waiter), cell);
}

// The waiter's operation is over with `result`: makes its task runnable, or
// wakes its thread. No lock is held. worker NULL: a foreign thread calls.
void cspi_waiter_wake(struct worker *worker, struct waiter *waiter, int result);

// The same for a list, through `next`, of waiters whose operations are done.
void cspi_waiter_wake_all(struct worker *worker, struct waiter *list);

// The same, but the tasks go to the back of the worker's own queue in their
// order, and nobody is told of it; true if there are any.
bool cspi_waiter_ready_all(struct worker *worker, struct waiter *list);

// The same for a list, through `next`, of waiters whose operations have failed.
// The tasks go to a queue together: one look at the idle workers for all.
void cspi_waiter_fail(struct worker *worker, struct waiter *list);

#endif
