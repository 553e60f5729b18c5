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
#include "sync/group.h"
#include "sync/join.h"
#include "sync/par.h"

// A channel that was released has no queue any more.
static void leave_queue(struct task *task, struct chan *c)
{
    if (!c || !cspi_chan_lock(c)) return;
    cspi_chan_withdraw(c, task);
    cspi_spin_unlock(&c->lock);
}

// The children are cancelled, and waited for all the same. True: there are none
// left, and the last one has seen that the parent's wait was claimed.
static bool leave_group(struct worker *w, struct group *group)
{
    cspi_spin_lock(&group->lock);
    bool over = group->running == 0;
    group->running += !over; // keeps the parent waiting meanwhile
    group->closed = true;
    cspi_spin_unlock(&group->lock);
    if (over) return true;
    cspi_cancel_group(w, group);
    cspi_group_give_up(w, group);
    return false;
}

// The same of a par.
static bool leave_par(struct worker *w, struct par *par)
{
    cspi_spin_lock(&par->lock);
    bool over = atomic_load(&par->running) == 0;
    if (!over) atomic_fetch_add(&par->running, 1);
    par->closed = true;
    cspi_spin_unlock(&par->lock);
    if (over) return true;
    cspi_cancel_par(w, par);
    cspi_par_give_up(w, par);
    return false;
}

bool cspi_cancel_undo(struct worker *w, struct task *task)
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
    case TASK_GROUP:
        if (!leave_group(w, on)) return false;
        break;
    case TASK_PAR:
        if (!leave_par(w, on)) return false;
        break;
    case TASK_FREE:
    case TASK_READY:
    case TASK_BLOCKING:
    case TASK_LOST: break;
    }
    leaf->result = cspi_scope_result(task);
    return true;
}

void cspi_cancel_scope(struct worker *w, struct task *task, struct scope *scope)
{
    if (cspi_scope_end(task, scope, CSP_ECANCELED) && cspi_cancel_undo(w, task))
        cspi_ready_wake(w, task);
}

// The next child that has not been told goes to the end of the list. *claimed:
// its wait has ended, and it is the caller's; NULL: it will see by itself.
static bool tell_next(struct group *group, struct task **claimed)
{
    cspi_spin_lock(&group->lock);
    group->told = true;
    struct child *child = group->first;
    bool found = child && !child->told;
    *claimed = NULL;
    if (found) {
        child->told = true;
        group->first = child->next;
        if (cspi_scope_end(child->task, NULL, CSP_ECANCELED))
            *claimed = child->task;
    }
    cspi_spin_unlock(&group->lock);
    return found;
}

// As tell_next, among the turns of a par for.
static bool tell_next_turn(struct par *par, struct task **claimed)
{
    cspi_spin_lock(&par->lock);
    par->told = true;
    struct counted *turn = par->turns;
    struct task *task = turn ? cspi_task_of_root(&turn->csp) : NULL;
    bool found = task && !(cspi_task_flags(task) & TASK_CANCELLED);
    *claimed = NULL;
    if (found) {
        par->turns = turn->next;
        if (cspi_scope_end(task, NULL, CSP_ECANCELED)) *claimed = task;
    }
    cspi_spin_unlock(&par->lock);
    return found;
}

void cspi_cancel_par(struct worker *w, struct par *par)
{
    for (struct branch *b = par->first; b; b = b->next)
        cspi_cancel_scope(w, &b->task, NULL);
    for (struct task *claimed; tell_next_turn(par, &claimed);)
        if (claimed && cspi_cancel_undo(w, claimed))
            cspi_ready_wake(w, claimed);
}

void cspi_cancel_group(struct worker *w, struct group *group)
{
    for (struct task *claimed; tell_next(group, &claimed);)
        if (claimed && cspi_cancel_undo(w, claimed))
            cspi_ready_wake(w, claimed);
}

void csp__task_cancel(void *task, const char *file, int line)
{
    if (!task) return;
    cspi_join_check(task, file, line);
    cspi_cancel_scope(cspi_worker_here(), cspi_task_of_root(task), NULL);
}

void csp_rt_abandon(struct csp_frame *root, const char *file, csp_u32 line)
{
    csp__task_cancel(root, file, (int)line);
    csp__task_drop(root, file, (int)line);
}
