// SPDX-License-Identifier: MIT
// park.c: waits that have no room of their own. Owns nothing.
#include "run/park.h"

#include "run/ready.h"
#include "run/clock.h"
#include "run/scope.h"

void cspi_commit_nothing(struct worker *w, struct task *task, void *arg)
{
    (void)arg;
    if (cspi_task_is_scoped(task) && !cspi_scope_open(task))
        cspi_scope_undone(w, task);
}

static void commit_sleep(struct worker *w, struct task *task, void *arg)
{
    (void)task;
    cspi_timer_add(&w->wheel, arg);
}

static void commit_scoped_sleep(struct worker *w, struct task *task, void *arg)
{
    if (!cspi_timer_add_if(&w->wheel, arg, cspi_scope_open, task))
        cspi_scope_undone(w, task);
}

int cspi_park_sleep(struct worker *w, struct csp_frame *frame,
                    struct timer *timer, int64_t ns)
{
    if (cspi_scope_fails(w)) return cspi_ready_complete(w, frame, CSP_ENDED);
    if (ns <= 0) return cspi_ready_yield(w, frame);
    frame->result = (csp_i32)w->index; // whose wheel it is in, see cancel.c
    bool scoped = cspi_task_is_scoped(w->task);
    *timer = (struct timer){.deadline = cspi_clock_deadline(ns),
                            .who = (uintptr_t)w->task};
    return cspi_park_on(
        w, frame,
        (struct wait){.state = TASK_SLEEP,
                      .on = timer,
                      .commit = scoped ? commit_scoped_sleep : commit_sleep,
                      .arg = timer});
}
