// SPDX-License-Identifier: MIT
// park.c: waits that have no room of their own. Owns nothing.
#include "run/park.h"

#include "run/ready.h"
#include "run/clock.h"

void cspi_commit_nothing(struct worker *w, struct task *task, void *arg)
{
    (void)w, (void)task, (void)arg;
}

static void commit_sleep(struct worker *w, struct task *task, void *arg)
{
    (void)task;
    cspi_timer_add(&w->wheel, arg);
}

int cspi_park_sleep(struct worker *w, struct csp_frame *frame,
                    struct timer *timer, int64_t ns)
{
    if (ns <= 0) return cspi_ready_yield(w, frame);
    *timer = (struct timer){.deadline = cspi_clock_deadline(ns),
                            .who = (uintptr_t)w->task};
    return cspi_park_on(w, frame,
                        (struct wait){.state = TASK_SLEEP,
                                      .on = timer,
                                      .commit = commit_sleep,
                                      .arg = timer});
}
