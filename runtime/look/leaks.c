// SPDX-License-Identifier: MIT
// leaks.c: which tasks leak. Owns nothing but where it is.
//
// A task that waits leaks unless something can end its wait: what it waits on
// is reached (reach.c), or acts by itself: a descriptor, a timer; the deadline
// of a scope; a task that may cancel it. All else that can go on is where the
// reach begins, and whoever is found to be able to go on reaches more, until
// nothing changes. So nothing is reported by mistake; what is missed is what
// something that looks like an address leads to.
#include "look/leaks.h"

#include "base/peek.h"
#include "look/around.h"
#include "look/reach.h"
#include "look/stack.h"
#include "run/block.h"
#include "run/registry.h"
#include "run/rt.h"
#include "run/scope.h"
#include "run/worker.h"
#include "sync/chan.h"
#include "sync/claim.h"
#include "sync/group.h"
#include "sync/par.h"

enum { DEPTH_MAX = 32, CASES_MOST = 1 << 20, SCOPES_MOST = 10000 };

static struct {
    void (*visit)(const struct task *task);
    unsigned depth;
    bool changed;
    long count;
} find;

// -- all tasks, with those in frames -----------------------------------------

static void visit_all(struct task *task, void *unused)
{
    bool has_branches = cspi_task_state(task) == TASK_PAR;
    const void *par = has_branches ? cspi_task_link(task) : NULL;
    find.visit(task);
    if (!par || find.depth == DEPTH_MAX) return;
    find.depth++;
    cspi_par_each(par, visit_all, unused);
    find.depth--;
}

static void each(void (*visit)(const struct task *task))
{
    find.visit = visit;
    cspi_task_each(visit_all, NULL);
}

static void take_branch(const struct task *task)
{
    if (cspi_task_kind(task) != TASK_EMBEDDED) return;
    const struct csp_frame *root = cspi_task_root_of(task);
    const struct csp_descriptor *c = cspi_registry_of_step(root->step);
    uintptr_t from = (uintptr_t)task - offsetof(struct branch, task);
    if (c) cspi_reach_branch(from, (uintptr_t)root + c->size);
}

// -- what ends a wait --------------------------------------------------------

static bool is_blocked(const struct task *task)
{
    enum task_state state = cspi_task_state(task);
    return state >= TASK_SEND && state != TASK_SLEEP &&
           state != TASK_BLOCKING && !cspi_worker_runs(task);
}

// May anything but who has it do something on that channel, or may who has it?
static bool may_pass(const void *at)
{
    struct chan chan;
    struct ticker ticker;
    if (!at || !cspi_peek(&chan, at, sizeof chan)) return false;
    if (chan.mode == CHAN_FD || cspi_reached(at)) return true;
    if (chan.mode != CHAN_TIMED) return false;
    struct chan *c = (struct chan *)(uintptr_t)at;
    const char *behind =
        (const char *)(c + 1) + chan.capacity * chan.elem_bytes;
    return !cspi_peek(&ticker, behind, sizeof ticker) || ticker.armed;
}

static bool may_choose(const struct csp_case *cases)
{
    struct csp_case first, copy;
    if (!cases || !cspi_peek(&first, cases, sizeof first)) return true;
    unsigned n = first.csp_flags & CASE_FIRST ? first.csp_index : 1;
    for (unsigned i = 0; i < n && i < CASES_MOST; i++) {
        if (!cspi_peek(&copy, &cases[i], sizeof copy)) return true;
        if (copy.kind == CSP_CASE_AFTER
                ? cspi_case_timer(&copy)->deadline != CSPI_NEVER
                : may_pass(copy.on.chan))
            return true;
    }
    return n >= CASES_MOST;
}

// Does a deadline end a scope of the task, or may one be failed from outside?
static bool may_time_out(const struct task *task)
{
    struct scope scope;
    if (!cspi_task_is_scoped(task)) return false;
    const struct scope *at = cspi_scope_innermost(task, &scope);
    for (int i = 0; at && scope.kind != SCOPE_SHIELD; i++) {
        struct group group;
        if (i == SCOPES_MOST) return true;
        if (scope.kind == SCOPE_TIMED && !scope.ended &&
            scope.timer.deadline != CSPI_NEVER)
            return true;
        if (scope.kind == SCOPE_GROUP &&
            (!cspi_peek(&group, at, sizeof group) || group.number))
            return true;
        at = scope.outer;
        if (at && !cspi_peek(&scope, at, sizeof scope)) return true;
    }
    return false;
}

// May whose child it is cancel it?
static bool may_be_cancelled(const struct stack *stack)
{
    struct brood brood;
    if (!cspi_around_brood(stack, &brood)) return false;
    return brood.kind != BROOD_PAR &&
           (cspi_reached(brood.parent) || cspi_around_is_open(stack));
}

static bool may_go_on(const struct stack *stack)
{
    const struct task *task = stack->at;
    const void *on = cspi_task_link(task);
    if (may_time_out(task) || may_be_cancelled(stack)) return true;
    switch (cspi_task_state(task)) {
    case TASK_SEND:
    case TASK_RECV: return may_pass(on);
    case TASK_SELECT: return may_choose(on);
    case TASK_JOIN: return !on || cspi_reached((const struct task *)on - 1);
    case TASK_PAR:
    case TASK_GROUP: // who of them goes on says so
    case TASK_LOST: return false;
    case TASK_FREE:
    case TASK_NEW:
    case TASK_READY:
    case TASK_SLEEP:
    case TASK_BLOCKING: break;
    }
    return true;
}

// -- all that do not leak ----------------------------------------------------

static void go_on(const struct task *task)
{
    if (cspi_reached(task)) return;
    find.changed = true;
    cspi_reach_task(task);
}

static void visit_task(const struct task *task)
{
    static CSPI_COPIES struct stack stack; // its head alone
    struct brood brood;
    stack.at = task;
    if (!cspi_peek(&stack.task, task, sizeof *task)) return;
    if (!cspi_reached(task) && (!is_blocked(task) || may_go_on(&stack)))
        go_on(task);
    if (cspi_reached(task) && cspi_around_brood(&stack, &brood))
        go_on(brood.parent);
}

bool cspi_leaks_is(const struct task *task)
{
    return is_blocked(task) && !cspi_reached(task);
}

static void count_leak(const struct task *task)
{
    find.count += cspi_leaks_is(task);
}

long cspi_leaks_find(void)
{
    find.count = 0;
    each(take_branch);
    cspi_reach_roots();
    do {
        find.changed = false;
        each(visit_task);
    } while (find.changed);
    each(count_leak);
    return find.count;
}
