// SPDX-License-Identifier: MIT
// park.h: how a task begins to wait.
#ifndef CSP_RUNTIME_PARK_H
#define CSP_RUNTIME_PARK_H

#include "run/rt.h"
#include "run/task.h"

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
    cspi_task_set_state(task, wait.state);
    cspi_task_set_link(task, wait.on);
    worker->commit = wait.commit;
    worker->commit_arg = wait.arg;
    return CSP_PARKED;
}

// For waits that nothing ends but cancellation.
void cspi_commit_nothing(struct worker *worker, struct task *task, void *arg);

// Until the deadline, `ns` from now; at once, but behind the others, if ns <=
// 0.
int cspi_park_sleep(struct worker *worker, struct csp_frame *frame,
                    struct timer *timer, int64_t ns);

#endif
