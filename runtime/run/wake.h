// SPDX-License-Identifier: MIT
// wake.h: how a sleeping worker is woken. sleep.c has the protocol.
#ifndef CSP_RUNTIME_WAKE_H
#define CSP_RUNTIME_WAKE_H

#include <stdbool.h>

#include "run/rt.h"

enum { STATE_IDLE = 1 << 16, STATE_SEARCHING = 1 };

static inline unsigned cspi_idle_count(unsigned state)
{
    return state >> 16;
}

static inline unsigned cspi_searching_count(unsigned state)
{
    return state & 0xffff;
}

// Wakes who sleeps in the poller, or will; any thread.
void cspi_wake_fd(void);

// Wakes or starts one worker.
void cspi_notify_slow(void);

// Is anybody free to look, and nobody doing so?
static inline bool cspi_notify_heard(void)
{
    unsigned state =
        atomic_load(&cspi_rt.state); // pairs with sleep.c's changes
    return cspi_idle_count(state) > 0 && cspi_searching_count(state) == 0;
}

// After runnable tasks were pushed where thieves find them: sees to it that
// somebody looks, if anybody is free to.
static inline void cspi_notify(void)
{
    if (cspi_notify_heard()) cspi_notify_slow();
}

// Is a worker's queue long enough to share, by the time that its turns take?
// Sequentially consistent: parking relies on it.
static inline bool cspi_worth_sharing(struct worker *worker)
{
    return cspi_deque_length(&worker->deque) >= atomic_load(&worker->worth);
}

// As cspi_notify, if what the worker has in its own queue is worth it. To wake
// somebody costs both some microseconds, and what they share then travels from
// core to core: tasks of nanoseconds are over before that.
static inline void cspi_notify_worth(struct worker *worker)
{
    if (cspi_notify_heard() && cspi_worth_sharing(worker)) cspi_notify_slow();
}

// Wakes or starts one worker for a push, if that is, or may be, worth it.
void cspi_notify_push_slow(struct worker *worker);

// The same, after a push. How long the new task takes only the past can tell:
// where it says that it is not worth it, it is not believed every time.
static inline void cspi_notify_push(struct worker *worker)
{
    if (cspi_notify_heard()) cspi_notify_push_slow(worker);
}

// Sees to it that this one looks at its timers again; NULL: nobody.
void cspi_wake_worker(struct worker *worker);

// Wakes everybody; for the end of the program.
void cspi_wake_all(void);

// A foreign thread has begun to wait: if all workers sleep, one must look for a
// deadlock. rt.idle is held.
void cspi_wake_recheck(void);

// -- with rt.idle held -------------------------------------------------------

static inline unsigned cspi_wake_running(void)
{
    return cspi_rt.count - cspi_rt.withheld -
           cspi_idle_count(atomic_load(&cspi_rt.state));
}

static inline void cspi_wake_watcher(struct worker *worker, int64_t until)
{
    cspi_rt.watcher = worker;
    atomic_store_explicit(&cspi_rt.watch_at, until, memory_order_relaxed);
}

// Takes a worker that is listed as asleep off the list.
void cspi_wake_unlist(struct worker *worker);

// Takes any sleeper, now counted as running, off the list; NULL: nobody
// sleeps. A searching one counts as such from now on, so that a burst of pushes
// wakes one worker only.
struct worker *cspi_wake_sleeper(bool searching);

// Lets the one that was taken go on; NULL: nobody. The lock need not be held.
void cspi_wake_thread(struct worker *worker);

#endif
