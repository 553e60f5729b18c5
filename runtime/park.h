// SPDX-License-Identifier: MIT
// park.h: how a worker sleeps and how it is woken.
#ifndef CSP_RUNTIME_PARK_H
#define CSP_RUNTIME_PARK_H

#include <stdbool.h>

#include "rt.h"
#include "task.h"

// -- tasks -------------------------------------------------------------------

// What a task waits for, and what publishes it there once its frames have all
// returned. `state` and `on` are all that others need to know: who reports, and
// who ends a wait early.
struct wait {
    enum task_state state;
    const void *on; // what `state` says; or NULL
    cspi_commit *commit;
    void *arg; // of commit; without one the lock to give back, a struct spin
};

// The running task waits, and `frame` goes on afterwards. Every wait begins
// here, so this is where a deadline or a cancellation of the task's scope comes
// in. To be returned by the operation.
static inline int
cspi_park_on(struct worker *worker, struct csp_frame *frame, struct wait wait)
{
    struct task *task = worker->task;
    task->leaf = frame;
    task->state = (unsigned char)wait.state;
    cspi_task_set_link(task, wait.on);
    worker->commit = wait.commit;
    worker->commit_arg = wait.arg;
    return CSP_PARKED;
}

// For waits that nothing ends.
void cspi_commit_nothing(struct worker *worker, struct task *task, void *arg);

// -- workers -----------------------------------------------------------------

enum { STATE_IDLE = 1 << 16, STATE_SEARCHING = 1 };

static inline unsigned cspi_idle_count(unsigned state)
{
    return state >> 16;
}

static inline unsigned cspi_searching_count(unsigned state)
{
    return state & 0xffff;
}

// Wakes or starts one worker.
void cspi_notify_slow(void);

// After runnable tasks were pushed where thieves find them: sees to it that
// somebody looks, if anybody is free to.
static inline void cspi_notify(void)
{
    unsigned state = atomic_load(&cspi_rt.state); // pairs with park.c's changes
    if (cspi_idle_count(state) > 0 && cspi_searching_count(state) == 0)
        cspi_notify_slow();
}

// Becomes a searching worker, unless half of the busy ones search already.
bool cspi_search_begin(struct worker *worker);
// Stops searching because a task was found; the last one hands on the duty.
void cspi_search_end(struct worker *worker);

// Sleeps until there may be something to do. Ends the program with a report
// when there never can be.
void cspi_park(struct worker *worker);

// The calling worker goes from sleeping to running: one of the others must be
// there to look after what it keeps waiting.
void cspi_park_watched(int64_t now);
// Looks after the other workers, if nobody has for a while.
void cspi_park_look(struct worker *worker, int64_t now);
// No thread can be had: those that are not started do not count as idle, so
// that not every push tries again, for a while. rt.idle is held.
void cspi_park_withhold(void);

// Wakes everybody; for the end of the program.
void cspi_wake_all(void);

// A foreign thread has begun to wait: if all workers sleep, one must look for a
// deadlock. rt.idle is held.
void cspi_park_recheck(void);

#endif
