// SPDX-License-Identifier: MIT
// par.c: a parent and its branches.
//
// Owns nothing: all memory is the parent's. Invariant: `running` counts the
// branches that have not ended, and one for the parent until it has parked
// (commit gives it up). Who brings it to zero makes the parent runnable, and is
// the last to touch the par: release and acquire on `running` order what the
// branches did before what the parent does next. Branches of a `par for` have
// blocks of their own, and are found by the walk over all tasks.
#include "sync/par.h"

#include "run/park.h"
#include "run/rt.h"
#include "run/ready.h"
#include "sync/cancel.h"

void csp_rt_par_begin(struct csp_gather *storage)
{
    struct par *par = (struct par *)storage;
    atomic_init(&par->running, 1);
    par->parent = cspi_self->task;
    par->first = NULL;
    par->scoped = cspi_task_is_scoped(par->parent);
    if (!par->scoped) return;
    par->turns = NULL;
    par->lock = (struct spin){0};
    par->told = cspi_task_flags(par->parent) & TASK_FAILS;
    par->closed = false;
}

static void init_branch(struct par *par, struct task *task, enum task_kind kind)
{
    unsigned flags = par->scoped ? TASK_SCOPED : 0;
    if (par->scoped && par->told) flags |= TASK_CANCELLED | TASK_FAILS;
    cspi_task_set_kind(task, kind, flags);
}

struct csp_frame *csp_rt_par_branch(struct csp_worker *worker,
                                    struct csp_gather *storage,
                                    struct csp_branch *memory,
                                    const struct csp_descriptor *coroutine)
{
    struct par *par = (struct par *)storage;
    struct branch *branch = (struct branch *)memory;
    branch->par = par;
    branch->next = par->first;
    par->first = branch;
    cspi_task_init(cspi_worker(worker), &branch->task, coroutine->step);
    init_branch(par, &branch->task, TASK_EMBEDDED);
    atomic_fetch_add_explicit(&par->running, 1, memory_order_relaxed);
    return cspi_task_root(&branch->task);
}

static void link_turn(struct par *par, struct counted *turn)
{
    cspi_spin_lock(&par->lock);
    struct counted *first = par->turns;
    if (!first) par->turns = first = turn->next = turn->prev = turn;
    turn->next = first;
    turn->prev = first->prev;
    first->prev->next = turn;
    first->prev = turn;
    cspi_spin_unlock(&par->lock);
}

static void unlink_turn(struct par *par, struct counted *turn)
{
    cspi_spin_lock(&par->lock);
    turn->next->prev = turn->prev;
    turn->prev->next = turn->next;
    if (par->turns == turn) par->turns = turn->next == turn ? NULL : turn->next;
    cspi_spin_unlock(&par->lock);
}

struct csp_frame *csp_rt_par_spawn(struct csp_worker *worker,
                                   struct csp_gather *storage,
                                   const struct csp_descriptor *coroutine,
                                   const char *file, csp_u32 line)
{
    struct par *par = (struct par *)storage;
    struct task *task =
        cspi_task_spawn(cspi_worker_of(worker), coroutine, file, line);
    struct csp_frame *root = cspi_task_root(task);
    init_branch(par, task, TASK_COUNTED);
    ((struct counted *)root)->par = par;
    atomic_fetch_add_explicit(&par->running, 1, memory_order_relaxed);
    if (par->scoped) link_turn(par, (struct counted *)root);
    return root;
}

void cspi_par_ended(struct worker *w, struct task *task)
{
    struct par *par;
    if (cspi_task_kind(task) == TASK_COUNTED) {
        struct counted *turn = (struct counted *)cspi_task_root(task);
        par = turn->par;
        if (par->scoped) unlink_turn(par, turn);
        cspi_task_destroy(w, task);
    } else {
        par = ((struct branch *)((char *)task - offsetof(struct branch, task)))
                  ->par;
        cspi_task_set_state(task, TASK_FREE);
    }
    cspi_par_give_up(w, par);
}

static void close_par(struct worker *w, struct par *par)
{
    cspi_spin_lock(&par->lock);
    par->closed = true;
    cspi_spin_unlock(&par->lock);
    cspi_cancel_par(w, par);
}

static void commit_wait(struct worker *w, struct task *task, void *arg)
{
    struct par *par = arg;
    if (par->scoped && !par->closed && !cspi_scope_open(task))
        close_par(w, par);
    cspi_par_give_up(w, par);
}

int csp_rt_par_wait(struct csp_worker *worker, struct csp_frame *frame,
                    struct csp_gather *storage)
{
    struct worker *w = cspi_worker(worker);
    struct par *par = (struct par *)storage;
    // Acquire pairs with the branches' release in give_up.
    if (atomic_load_explicit(&par->running, memory_order_acquire) == 1)
        return cspi_ready_complete(w, frame,
                                   cspi_scope_fails(w) ? CSP_ENDED : 0);
    frame->result = 0;
    if (par->scoped && cspi_task_flags(w->task) & TASK_FAILS) close_par(w, par);
    return cspi_park_on(
        w, frame,
        (struct wait){
            .state = TASK_PAR, .on = par, .commit = commit_wait, .arg = par});
}

void cspi_par_each(struct par *par, void (*visit)(struct task *, void *),
                   void *arg)
{
    for (struct branch *b = par->first; b; b = b->next)
        if (cspi_task_state(&b->task) != TASK_FREE) visit(&b->task, arg);
}
