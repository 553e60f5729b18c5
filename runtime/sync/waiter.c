// SPDX-License-Identifier: MIT
// waiter.c: waking those who have waited in a queue. Owns nothing.
#include "sync/waiter.h"

#include "sync/claim.h"
#include "base/public.h"
#include "run/ready.h"
#include "run/thread.h"
#include "run/trace.h"

void cspi_waiter_wake(struct worker *worker, struct waiter *waiter, int result)
{
    switch ((enum waiter_kind)(waiter->who & WAITER_KIND)) {
    case WAITER_SELECT: cspi_claim_finish(waiter, result); break;
    case WAITER_THREAD:
        cspi_thread_wake((void *)cspi_waiter_task(waiter), result);
        return;
    case WAITER_TASK:
    case WAITER_SCOPED: cspi_waiter_task(waiter)->leaf->result = result;
    }
    cspi_ready_wake(worker, cspi_waiter_task(waiter));
}

void cspi_waiter_wake_all(struct worker *worker, struct waiter *list)
{
    for (struct waiter *next; list; list = next) {
        next = list->next;
        cspi_waiter_wake(worker, list, 1);
    }
}

bool cspi_waiter_ready_all(struct worker *worker, struct waiter *list)
{
    bool any = list;
    for (struct waiter *next; list; list = next) {
        next = list->next;
        struct task *task = cspi_waiter_task(list);
        switch ((enum waiter_kind)(list->who & WAITER_KIND)) {
        case WAITER_THREAD: cspi_thread_wake((void *)task, 1); continue;
        case WAITER_SELECT: cspi_claim_finish(list, 1); break;
        case WAITER_TASK:
        case WAITER_SCOPED: task->leaf->result = 1;
        }
        if (worker->told) cspi_trace_woken(worker, task, CSP_TRACE_BY_FD);
        cspi_task_set_state(task, TASK_READY);
        cspi_ready_put(worker, task);
    }
    return any;
}

void cspi_waiter_fail(struct worker *worker, struct waiter *list)
{
    struct task *tasks = NULL, *last = NULL;
    for (struct waiter *w = list, *next; w; w = next) {
        next = w->next;
        struct task *task = cspi_waiter_task(w);
        switch ((enum waiter_kind)(w->who & WAITER_KIND)) {
        case WAITER_THREAD: cspi_thread_wake((void *)task, 0); continue;
        case WAITER_SELECT: cspi_claim_finish(w, 0); break;
        case WAITER_TASK:
        case WAITER_SCOPED: task->leaf->result = 0;
        }
        cspi_task_set_why(task, CSP_ECLOSED);
        cspi_task_set_link(task, NULL);
        if (last)
            cspi_task_set_link(last, task);
        else
            tasks = task;
        last = task;
    }
    cspi_ready_push_list(worker, tasks);
}
