// SPDX-License-Identifier: MIT
// par.c: a parent and its branches.
//
// Owns nothing: all memory is the parent's. Branches of a `par for` have blocks
// of their own, and are found by the walk over all tasks.
#include "sync/par.h"

#include "base/peek.h"
#include "run/rt.h"
#include "run/ready.h"
#include "sync/cancel.h"

void csp_rt_par_begin(struct csp_gather *storage)
{
    struct par *par = (struct par *)storage;
    struct task *parent = cspi_self->task;
    par->its.first = NULL;
    atomic_init(&par->brood.running, 1);
    par->brood.parent = parent;
    par->brood.kind = BROOD_PAR;
    if (!cspi_task_is_scoped(parent)) return;
    par->brood.kind = BROOD_SCOPED_PAR;
    par->brood.first = NULL;
    par->brood.lock = (struct spin){0};
    par->brood.told = cspi_task_flags(parent) & TASK_FAILS;
    par->brood.closed = par->brood.held = false;
}

// -- starting ----------------------------------------------------------------

struct csp_frame *csp_rt_par_branch(struct csp_worker *worker,
                                    struct csp_gather *storage,
                                    struct csp_branch *memory,
                                    const struct csp_descriptor *coroutine)
{
    struct par *par = (struct par *)storage;
    struct branch *branch = (struct branch *)memory;
    branch->par = par;
    branch->next = par->its.first;
    par->its.first = branch;
    cspi_task_init(cspi_worker(worker), &branch->task, coroutine->step);
    bool scoped = par->brood.kind != BROOD_PAR;
    cspi_task_set_kind(&branch->task, TASK_EMBEDDED, scoped ? TASK_SCOPED : 0);
    if (scoped && par->brood.told) cspi_brood_born_told(&branch->task);
    cspi_birth(&branch->task, NULL, 0);
    atomic_fetch_add_explicit(&par->brood.running, 1, memory_order_relaxed);
    return cspi_task_root(&branch->task);
}

// Before the first turn. False: memory is out.
static bool open_turns(struct worker *w, struct par *par)
{
    struct turns *turns = cspi_frame_alloc(w, sizeof *turns, FRAME_GRAIN);
    if (!turns) return false;
    *turns = (struct turns){.scope.kind = SCOPE_TURNS, .brood = &par->brood};
    par->brood.kind = BROOD_TURNS;
    par->its.turns = turns;
    cspi_scope_push(w, &turns->scope);
    if (!(cspi_task_flags(w->task) & TASK_FAILS)) return true;
    cspi_spin_lock_own(&par->brood.lock);
    par->brood.told = true;
    cspi_spin_unlock(&par->brood.lock);
    return true;
}

// There will be no more turns, and the parent's own wait is found from now on.
static void close_turns(struct worker *w, struct par *par)
{
    struct turns *turns = par->its.turns;
    cspi_scope_pop(w, &turns->scope);
    cspi_frame_free(w, turns, sizeof *turns, FRAME_GRAIN);
    par->its.first = NULL;
}

struct csp_frame *csp_rt_par_spawn(struct csp_worker *worker,
                                   struct csp_gather *storage,
                                   const struct csp_descriptor *coroutine,
                                   const char *file, csp_u32 line)
{
    struct par *par = (struct par *)storage;
    if (par->brood.kind == BROOD_SCOPED_PAR &&
        !open_turns(cspi_worker(worker), par))
        cspi_task_no_memory(coroutine, file, line);
    struct task *task =
        cspi_task_spawn(cspi_worker_of(worker), coroutine, file, line);
    struct csp_frame *root = cspi_task_root(task);
    struct link *link = &((struct counted *)root)->link;
    bool scoped = par->brood.kind != BROOD_PAR;
    cspi_task_set_kind(task, TASK_COUNTED, scoped ? TASK_SCOPED : 0);
    if (scoped) {
        cspi_brood_link(&par->brood, link, task);
    } else {
        link->brood = (uintptr_t)par;
        atomic_fetch_add_explicit(&par->brood.running, 1, memory_order_relaxed);
    }
    return root;
}

// -- the end -----------------------------------------------------------------

struct brood *cspi_par_brood(struct task *task)
{
    if (cspi_task_kind(task) == TASK_COUNTED)
        return cspi_link_brood(&((struct counted *)cspi_task_root(task))->link);
    size_t before = offsetof(struct branch, task);
    return &((struct branch *)((char *)task - before))->par->brood;
}

struct task *cspi_par_parent(struct task *task)
{
    return cspi_par_brood(task)->parent;
}

static void unlink_turn(struct brood *brood, struct task *task)
{
    cspi_spin_lock_own(&brood->lock);
    cspi_brood_unlink(&((struct counted *)cspi_task_root(task))->link);
    cspi_spin_unlock(&brood->lock);
}

void cspi_par_ended(struct worker *w, struct task *task)
{
    struct brood *brood = cspi_par_brood(task);
    if (cspi_task_kind(task) == TASK_COUNTED) {
        if (brood->kind != BROOD_PAR) unlink_turn(brood, task);
        cspi_task_destroy(w, task);
    } else {
        cspi_task_set_state(task, TASK_FREE);
    }
    cspi_brood_give_up(w, brood);
}

// Acquire pairs with the branches' release in give_up.
static bool all_ended(struct brood *brood)
{
    if (brood->kind != BROOD_PAR) return cspi_brood_settle(brood);
    bool ended =
        atomic_load_explicit(&brood->running, memory_order_acquire) == 1;
    if (ended) cspi_race_acquire(brood);
    return ended;
}

int csp_rt_par_wait(struct csp_worker *worker, struct csp_frame *frame,
                    struct csp_gather *storage)
{
    struct worker *w = cspi_worker(worker);
    struct brood *brood = (struct brood *)storage;
    if (brood->kind == BROOD_TURNS) close_turns(w, cspi_par_of(brood));
    if (all_ended(brood))
        return cspi_ready_complete(w, frame,
                                   cspi_scope_fails(w) ? CSP_ENDED : 0);
    if (brood->kind != BROOD_PAR && cspi_task_flags(w->task) & TASK_FAILS)
        cspi_cancel_children(w, brood);
    return cspi_cancel_wait(w, frame, brood);
}

void cspi_par_each(const struct par *par, void (*visit)(struct task *, void *),
                   void *arg)
{
    enum { BRANCHES_MOST = 1000000 }; // before the list is damaged
    struct par copy;
    struct branch branch;
    if (!par || !cspi_peek(&copy, par, sizeof copy)) return;
    if (copy.brood.kind == BROOD_TURNS) return;
    struct branch *at = copy.its.first;
    for (int i = 0; i < BRANCHES_MOST && at; i++, at = branch.next) {
        if (!cspi_peek(&branch, at, sizeof branch)) return;
        if (cspi_task_state(&branch.task) != TASK_FREE) visit(&at->task, arg);
    }
}
