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

void csp_rt_par_begin(struct csp_gather *storage)
{
    struct par *par = (struct par *)storage;
    atomic_init(&par->running, 1);
    par->parent = NULL;
    par->first = NULL;
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
    cspi_task_set_kind(&branch->task, TASK_EMBEDDED, 0);
    atomic_fetch_add_explicit(&par->running, 1, memory_order_relaxed);
    return cspi_task_root(&branch->task);
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
    cspi_task_set_kind(task, TASK_COUNTED, 0);
    ((struct counted *)root)->par = par;
    atomic_fetch_add_explicit(&par->running, 1, memory_order_relaxed);
    return root;
}

// The last one out finds the parent parked: its own part was in the count.
static void give_up(struct worker *w, struct par *par)
{
    if (atomic_fetch_sub_explicit(&par->running, 1, memory_order_acq_rel) == 1)
        cspi_ready_wake(w, par->parent);
}

void cspi_par_ended(struct worker *w, struct task *task)
{
    struct par *par;
    if (cspi_task_kind(task) == TASK_COUNTED) {
        par = ((struct counted *)cspi_task_root(task))->par;
        cspi_task_destroy(w, task);
    } else {
        par = ((struct branch *)((char *)task - offsetof(struct branch, task)))
                  ->par;
        cspi_task_set_state(task, TASK_FREE);
    }
    give_up(w, par);
}

static void commit_wait(struct worker *w, struct task *task, void *arg)
{
    (void)task;
    give_up(w, arg);
}

int csp_rt_par_wait(struct csp_worker *worker, struct csp_frame *frame,
                    struct csp_gather *storage)
{
    struct worker *w = cspi_worker(worker);
    struct par *par = (struct par *)storage;
    // Acquire pairs with the branches' release in give_up.
    if (atomic_load_explicit(&par->running, memory_order_acquire) == 1)
        return cspi_ready_complete(w, frame, 0);
    frame->result = 0;
    par->parent = w->task;
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
