// SPDX-License-Identifier: MIT
// cancel.c: how a wait is undone that has been cancelled, in O(1) for each
// thing that the task waits for. Owns nothing. The task is the caller's alone,
// because its wait was claimed, so its frames stay as they are; others may
// still find its nodes, and will not be able to claim them.
#include "sync/cancel.h"

#include "base/public.h"
#include "run/brood.h"
#include "run/park.h"
#include "run/ready.h"
#include "run/scope.h"
#include "sync/chan.h"
#include "sync/claim.h"
#include "sync/group.h"
#include "sync/join.h"
#include "sync/par.h"

static void leave_queue(struct task *task, struct chan *c)
{
    if (!c) return;
    if (!cspi_chan_lock(c)) {
        cspi_chan_await_loss(task);
        return;
    }
    cspi_chan_withdraw(c, task);
    cspi_spin_unlock(&c->lock);
}

// The branches are to be told, unless somebody has found them by a scope. The
// children of a group are always found so, see scope.c.
static bool leave_par(struct brood *brood, struct brood **held)
{
    if (!brood->held && cspi_brood_hold(brood)) {
        brood->next_held = *held;
        *held = brood;
    }
    return cspi_brood_close(brood);
}

bool cspi_cancel_undo(struct task *task, struct brood **held)
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
        if (!cspi_brood_close(on)) return false;
        break;
    case TASK_PAR:
        if (!leave_par(on, held)) return false;
        break;
    case TASK_FREE:
    case TASK_NEW:
    case TASK_READY:
    case TASK_BLOCKING:
    case TASK_LOST: break;
    }
    leaf->result = cspi_scope_result(task);
    return true;
}

// The task's wait has been claimed.
static void end_wait(struct worker *w, struct task *task, struct brood **held)
{
    if (cspi_cancel_undo(task, held)) cspi_ready_wake(w, task);
}

static void end_scope(struct worker *w, struct task *task, struct scope *scope,
                      int why, struct brood **held)
{
    if (cspi_scope_end(task, scope, why, held)) end_wait(w, task, held);
}

void cspi_cancel_scope(struct worker *w, struct task *task, struct scope *scope,
                       int why)
{
    struct brood *held = NULL;
    end_scope(w, task, scope, why, &held);
    cspi_cancel_held(w, held);
}

// -- children ----------------------------------------------------------------

// The next child that has not been told is cancelled; false: there is none. The
// lock keeps it from going; *claimed, unless it is NULL, is the caller's alone.
static bool
tell_next(struct brood *brood, struct task **claimed, struct brood **held)
{
    cspi_spin_lock_own(&brood->lock);
    struct link *link = cspi_brood_tell(brood);
    struct task *task = NULL;
    if (link)
        task = brood->kind != BROOD_GROUP ? cspi_par_turn(link)
                                          : cspi_group_child(link);
    *claimed = NULL;
    if (task && cspi_scope_end(task, NULL, CSP_ECANCELED, held))
        *claimed = task;
    cspi_spin_unlock(&brood->lock);
    return task;
}

static void tell(struct worker *w, struct brood *brood, struct brood **held)
{
    if (brood->kind == BROOD_SCOPED_PAR)
        for (struct branch *b = cspi_par_of(brood)->its.first; b; b = b->next)
            end_scope(w, &b->task, NULL, CSP_ECANCELED, held);
    for (struct task *claimed; tell_next(brood, &claimed, held);)
        if (claimed) end_wait(w, claimed, held);
}

void cspi_cancel_held(struct worker *w, struct brood *held)
{
    while (held) {
        struct brood *brood = held;
        held = brood->next_held;
        tell(w, brood, &held);
        cspi_brood_give_up(w, brood);
    }
}

void cspi_cancel_children(struct worker *w, struct brood *brood)
{
    struct brood *held = NULL;
    cspi_brood_close(brood);
    tell(w, brood, &held);
    cspi_cancel_held(w, held);
}

static void commit_wait(struct worker *w, struct task *task, void *arg)
{
    struct brood *brood = arg;
    if (brood->kind != BROOD_PAR && !brood->closed && !cspi_scope_open(task))
        cspi_cancel_children(w, brood);
    cspi_brood_give_up(w, brood);
}

int cspi_cancel_wait(struct worker *w, struct csp_frame *frame,
                     struct brood *brood)
{
    frame->result = 0;
    return cspi_park_on(w, frame,
                        (struct wait){.state = brood->kind == BROOD_GROUP
                                                   ? TASK_GROUP
                                                   : TASK_PAR,
                                      .on = brood,
                                      .commit = commit_wait,
                                      .arg = brood});
}

// -- by people ---------------------------------------------------------------

int csp_cancelled(void)
{
    const struct worker *w = cspi_self ? cspi_self : cspi_pool_self;
    struct task *task = w ? w->task : NULL;
    if (!task || !cspi_task_is_scoped(task)) return 0;
    struct brood *held = NULL;
    int why = cspi_scope_look(task, &held);
    cspi_cancel_held(cspi_worker_here(), held);
    return why;
}

void csp__task_cancel(void *task, const char *file, int line)
{
    if (!task) return;
    struct worker *w = cspi_worker_here();
    struct brood *held = NULL;
    if (cspi_join_cancel(task, file, line, &held))
        end_wait(w, cspi_task_of_root(task), &held);
    cspi_cancel_held(w, held);
}

void csp_rt_abandon(struct csp_frame *root, const char *file, csp_u32 line)
{
    csp__task_cancel(root, file, (int)line);
    csp__task_drop(root, file, (int)line);
}
