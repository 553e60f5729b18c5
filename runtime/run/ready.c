// SPDX-License-Identifier: MIT
// ready.c: where tasks that can go on wait for their turn: the slot of the task
// just woken, the worker's own queue, the global one.
//
// Owns nothing: deque.c and inject.c do. A push makes the task visible first
// and looks for an idle worker then (wake.h).
#include "run/ready.h"

#include "run/inject.h"
#include "run/wake.h"

void cspi_ready_overflow(struct worker *w, struct task *task)
{
    struct task *first, *last;
    unsigned n = w ? cspi_deque_take_half(&w->deque, &first, &last) : 0;
    if (n == 0)
        first = task;
    else
        cspi_task_set_link(last, task);
    cspi_inject(first, task, n + 1);
}

void cspi_ready_push(struct worker *w, struct task *task)
{
    if (!w || w->pool)
        cspi_ready_overflow(NULL, task);
    else
        cspi_ready_put(w, task);
    cspi_notify();
}

void cspi_ready_push_list(struct worker *w, struct task *first)
{
    if (!first) return;
    if (!cspi_task_link(first)) {
        cspi_ready_wake(w, first);
        return;
    }
    unsigned n = 0;
    struct task *last = NULL;
    for (struct task *t = first; t; t = cspi_task_link(t), n++) {
        cspi_task_set_state(t, TASK_READY);
        last = t;
    }
    cspi_inject(first, last, n);
    cspi_notify();
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
        if (cspi_deque_length(&cspi_rt.workers[i]->deque) > 0) return true;
    return false;
}
