// SPDX-License-Identifier: MIT
// timers.c: waking the tasks whose deadlines have passed. Owns nothing.
#include "loop/timers.h"

#include "sync/claim.h"
#include "run/ready.h"
#include "run/task.h"

struct fired {
    struct timer *first, **last;
};

// With the wheel's lock held; a timer that we may not act on is not ours.
static void fire_timer(struct timer *timer, void *arg)
{
    struct fired *fired = arg;
    if (!cspi_claim_timer(timer)) return;
    timer->next = NULL;
    *fired->last = timer;
    fired->last = &timer->next;
}

bool cspi_timers_run(struct worker *w, struct wheel *wheel, int64_t now)
{
    if (!atomic_load_explicit(&wheel->used, memory_order_relaxed)) return false;
    struct fired fired = {.last = &fired.first};
    fired.first = NULL;
    cspi_wheel_advance(wheel, now, fire_timer, &fired);
    for (struct timer *t = fired.first, *next; t; t = next) {
        next = t->next;
        t->next = NULL;
        struct task *task = cspi_claim_timer_finish(t);
        task->state = TASK_READY;
        cspi_ready_put(w, task);
    }
    if (fired.first) cspi_notify_of_many(w);
    return fired.first != NULL;
}
