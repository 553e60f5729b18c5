// SPDX-License-Identifier: MIT
// ready.c: where tasks that can go on wait for their turn: the slot of the task
// just woken, the worker's own queue, the global one.
//
// Owns nothing: deque.c and inject.c do. A push makes the task visible first
// and looks for an idle worker then (wake.h).
#include "run/ready.h"

#include "run/inject.h"
#include "run/trace.h"
#include "run/wake.h"

// What has begun stays here if that makes room enough: it is still in the
// cache, and will soon be over.
void cspi_ready_overflow(struct worker *w, struct task *task)
{
    struct task *tasks[DEQUE_SIZE / 2 + 1];
    struct batch begun = {.n = 0}, fresh = {.n = 0};
    bool apart = w && !cspi_rt.seeded;
    unsigned n = w ? cspi_deque_take_half(&w->deque, tasks) : 0;
    tasks[n] = task;
    for (unsigned i = 0; i <= n; i++) {
        bool is_new = apart && cspi_task_state(tasks[i]) == TASK_NEW;
        cspi_batch_add(is_new ? &fresh : &begun, tasks[i]);
    }
    if (fresh.n > 0) cspi_inject_fresh(fresh);
    if (fresh.n > n / 2 && begun.n > 0)
        cspi_deque_push_list(&w->deque, begun.first, begun.n);
    else if (begun.n > 0)
        cspi_inject(begun);
    cspi_notify();
}

void cspi_ready_push(struct worker *w, struct task *task)
{
    if (!w || w->pool) {
        cspi_ready_overflow(NULL, task);
        return;
    }
    cspi_ready_put(w, task);
    cspi_notify_push(w);
}

void cspi_ready_wake_apart(struct worker *w, struct task *task)
{
    if (cspi_trace_is_on()) cspi_trace_woken(w, task, CSP_TRACE_BY_TASK);
    if (w && !w->pool) {
        cspi_ready_wake_here(w, task);
        return;
    }
    cspi_task_set_state(task, TASK_READY);
    cspi_ready_push(NULL, task);
}

void cspi_ready_push_list(struct worker *w, struct task *first)
{
    if (!first) return;
    if (!cspi_task_link(first)) {
        cspi_ready_wake(w, first);
        return;
    }
    struct batch all = {.first = first};
    for (struct task *t = first; t; t = cspi_task_link(t), all.n++) {
        cspi_race_release(cspi_race_woken(t));
        if (cspi_trace_is_on()) cspi_trace_woken(w, t, CSP_TRACE_BY_TASK);
        cspi_task_set_state(t, TASK_READY);
        all.last = t;
    }
    cspi_inject(all);
    cspi_notify();
}

int cspi_ready_counted(struct worker *w, struct csp_frame *frame, int result)
{
    frame->result = result;
    w->task->leaf = frame;
    return CSP_YIELDED;
}

int cspi_ready_yield(struct worker *w, struct csp_frame *frame)
{
    w->task->leaf = frame;
    frame->result = 0;
    return CSP_YIELDED;
}

bool cspi_ready_visible(void)
{
    if (cspi_inject_length() > 0) return true;
    unsigned n = atomic_load_explicit(&cspi_rt.started, memory_order_acquire);
    for (unsigned i = 0; i < n; i++)
        if (cspi_worth_sharing(cspi_rt.workers[i])) return true;
    return false;
}
