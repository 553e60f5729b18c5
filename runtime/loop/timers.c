// SPDX-License-Identifier: MIT
// timers.c: waking the tasks whose deadlines have passed. Owns nothing.
#include "loop/timers.h"

#include "base/public.h"
#include "run/scope.h"
#include "sync/cancel.h"
#include "sync/claim.h"
#include "sync/ticker.h"
#include "run/ready.h"
#include "run/task.h"
#include "run/trace.h"

// Through `prev`: that `next` is NULL tells who stops one of them meanwhile
// that it is in no wheel.
struct fired {
    struct timer *first, **last;
    struct brood *held; // see cspi_scope_end
};

// The deadline of a scope has passed: what its task waits for ends, too. One of
// a channel is nobody else's.
static bool claim(struct timer *timer, struct brood **held)
{
    if (timer->who == TIMER_CHAN) return true;
    if (!(timer->who & TIMER_SCOPE)) return cspi_claim_timer(timer);
    struct scope *scope = cspi_scope_of_timer(timer);
    return cspi_scope_end(cspi_scope_task(scope), scope, CSP_ETIMEDOUT, held);
}

// NULL: there is no task to go on.
static struct task *
finish(struct worker *w, struct timer *timer, struct brood **held)
{
    if (timer->who == TIMER_CHAN) {
        cspi_ticker_fire(w, timer);
        return NULL;
    }
    if (!(timer->who & TIMER_SCOPE)) return cspi_claim_timer_finish(timer);
    struct task *task = cspi_scope_task(cspi_scope_of_timer(timer));
    return cspi_cancel_undo(task, held) ? task : NULL;
}

// With the wheel's lock held; a timer that we may not act on is not ours.
static void fire_timer(struct timer *timer, void *arg)
{
    struct fired *fired = arg;
    if (!claim(timer, &fired->held)) return;
    timer->prev = NULL;
    *fired->last = timer;
    fired->last = &timer->prev;
}

bool cspi_timers_run(struct worker *w, struct wheel *wheel, int64_t now)
{
    if (!atomic_load_explicit(&wheel->used, memory_order_relaxed)) return false;
    struct fired fired = {.last = &fired.first};
    fired.first = NULL;
    fired.held = NULL;
    cspi_wheel_advance(wheel, now, fire_timer, &fired);
    for (struct timer *t = fired.first, *next; t; t = next) {
        next = t->prev;
        struct task *task = finish(w, t, &fired.held);
        if (!task) continue;
        if (w->told) cspi_trace_woken(w, task, CSP_TRACE_BY_TIMER);
        cspi_task_set_state(task, TASK_READY);
        cspi_ready_put(w, task);
    }
    // Even one that ends nobody's wait may end those of children.
    bool any = fired.first || fired.held;
    cspi_cancel_held(w, fired.held);
    if (any) cspi_notify_of_many(w);
    return any;
}
