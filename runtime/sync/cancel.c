// SPDX-License-Identifier: MIT
// cancel.c: how a wait is undone that has been cancelled, in O(1) for each
// thing that the task waits for. Owns nothing. The task is the caller's alone,
// because its wait was claimed, so its frames stay as they are; others may
// still find its nodes, and will not be able to claim them.
#include "sync/cancel.h"

#include "base/public.h"
#include "run/ready.h"
#include "run/scope.h"
#include "sync/chan.h"
#include "sync/claim.h"
#include "sync/join.h"

// A channel that was released has no queue any more.
static void leave_queue(struct task *task, struct chan *c)
{
    if (!c || !cspi_chan_lock(c)) return;
    cspi_chan_withdraw(c, task);
    cspi_spin_unlock(&c->lock);
}

void cspi_cancel_undo(struct task *task)
{
    void *on = cspi_task_link(task);
    struct csp_frame *leaf = task->leaf;
    switch (cspi_task_state(task)) {
    case TASK_SEND:
    case TASK_RECV: leave_queue(task, on); break;
    case TASK_SELECT:
        if (on) cspi_claim_undo(on);
        break;
    case TASK_SLEEP:
        cspi_timer_remove(&cspi_rt.workers[leaf->result]->wheel, on);
        break;
    case TASK_JOIN: cspi_join_undo(on); break;
    case TASK_FREE:
    case TASK_READY:
    case TASK_BLOCKING:
    case TASK_PAR:
    case TASK_LOST: break;
    }
    leaf->result = cspi_scope_result(task);
}

void csp__task_cancel(void *task, const char *file, int line)
{
    if (!task) return;
    cspi_join_check(task, file, line);
    struct task *cancelled = cspi_task_of_root(task);
    if (!cspi_scope_end(cancelled, NULL, CSP_ECANCELED)) return;
    cspi_cancel_undo(cancelled);
    cspi_ready_wake(cspi_worker_here(), cancelled);
}

void csp_rt_abandon(struct csp_frame *root, const char *file, csp_u32 line)
{
    csp__task_cancel(root, file, (int)line);
    csp__task_drop(root, file, (int)line);
}
