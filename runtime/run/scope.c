// SPDX-License-Identifier: MIT
// scope.c: the scopes of all tasks that have some.
//
// Owns the table that leads from a task to its innermost scope: a task without
// one pays nothing for it, and a scope allocates nothing. A bucket's lock
// guards the stacks of its tasks, with all that is in a struct scope but the
// timer's own words, and their TASK_FAILS and TASK_CANCELLED.
#include "run/scope.h"

#include "base/public.h"
#include "run/clock.h"
#include "run/ready.h"

enum { BUCKET_BITS = 15 };

struct bucket {
    struct spin lock;
    struct scope *first; // through `next`
};
static struct bucket buckets[1 << BUCKET_BITS];

static struct bucket *lock_bucket(const struct task *task)
{
    uint64_t hash = (uint64_t)(uintptr_t)task * 0x9e3779b97f4a7c15;
    struct bucket *bucket = &buckets[hash >> (64 - BUCKET_BITS)];
    cspi_spin_lock(&bucket->lock);
    return bucket;
}

// Where the innermost scope of the task is linked, or the list's end.
static struct scope **find(struct bucket *bucket, const struct task *task)
{
    struct scope **at = &bucket->first;
    while (*at && cspi_scope_task(*at) != task)
        at = &(*at)->next;
    return at;
}

// -- what has ended ----------------------------------------------------------

// Why the next cancel point fails, 0 if it does not; *scope: the innermost
// scope that has ended, NULL for the task.
static int why_fails(struct task *task, struct scope *top, struct scope **scope)
{
    for (struct scope *s = top; s; s = s->outer) {
        *scope = s;
        if (s->ended) return s->ended;
        if (s->shield) return 0;
    }
    *scope = NULL;
    return cspi_task_flags(task) & TASK_CANCELLED ? CSP_ECANCELED : 0;
}

// Sequentially consistent: pairs with cspi_scope_open.
static bool set_fails(struct task *task, struct scope *top)
{
    struct scope *ended;
    bool fails = why_fails(task, top, &ended) != 0;
    if (fails)
        cspi_byte_set(&task->flags, TASK_FAILS);
    else
        cspi_byte_clear(&task->flags, TASK_FAILS);
    return fails;
}

// An operation fails: the task keeps why, and each scope that it leaves.
static void blame(struct task *task, struct scope *top)
{
    struct scope *ended;
    int why = why_fails(task, top, &ended);
    for (struct scope *s = top; s; s = s->outer) {
        s->failed = (signed char)(s == ended ? why : CSP_ECANCELED);
        if (s->why) *s->why = s->failed;
        if (s == ended) break;
    }
    cspi_task_set_why(task, why);
}

// -- cancel points -----------------------------------------------------------

bool cspi_scope_fails(struct worker *w)
{
    struct task *task = w->task;
    if (!(cspi_task_flags(task) & TASK_FAILS)) return false;
    struct bucket *bucket = lock_bucket(task);
    blame(task, *find(bucket, task));
    cspi_spin_unlock(&bucket->lock);
    return true;
}

static void blame_parked(struct task *task)
{
    struct bucket *bucket = lock_bucket(task);
    blame(task, *find(bucket, task));
    cspi_spin_unlock(&bucket->lock);
}

int cspi_scope_verdict(struct task *task)
{
    if (!(cspi_task_flags(task) & TASK_FAILS)) return 0;
    blame_parked(task);
    return CSP_ENDED;
}

bool cspi_scope_open(struct task *task)
{
    cspi_byte_set(&task->state, TASK_OPEN);
    if (!(atomic_load(&task->flags) & TASK_FAILS)) return true;
    if (!cspi_scope_claim(task)) return true;
    blame_parked(task);
    return false;
}

void cspi_scope_undone(struct worker *w, struct task *task)
{
    task->leaf->result = cspi_scope_result(task);
    cspi_ready_wake(w, task);
}

bool cspi_scope_end(struct task *task, struct scope *scope, int why)
{
    struct bucket *bucket = lock_bucket(task);
    struct scope *top = *find(bucket, task);
    if (!scope)
        cspi_byte_set(&task->flags, TASK_CANCELLED);
    else if (!scope->ended)
        scope->ended = (signed char)why;
    bool claimed = set_fails(task, top) && cspi_scope_claim(task);
    if (claimed) blame(task, top);
    cspi_spin_unlock(&bucket->lock);
    return claimed;
}

// -- opening and leaving -----------------------------------------------------

void cspi_scope_push(struct worker *w, struct scope *scope)
{
    struct task *task = w->task;
    scope->timer.who = (uintptr_t)task | TIMER_SCOPE;
    struct bucket *bucket = lock_bucket(task);
    struct scope **at = find(bucket, task);
    scope->outer = *at;
    scope->next = *at ? (*at)->next : NULL;
    *at = scope;
    cspi_byte_set(&task->flags, TASK_SCOPED);
    if (scope->ended || scope->shield) set_fails(task, scope);
    cspi_spin_unlock(&bucket->lock);
}

static void open_timed(struct worker *w, struct csp_scope *storage, int64_t at,
                       bool passed, int *why)
{
    struct scope *scope = (struct scope *)storage;
    *scope = (struct scope){.why = why, .timed = true, .worker = w->index};
    scope->timer.deadline = at;
    if (passed) scope->ended = CSP_ETIMEDOUT;
    if (why) *why = 0;
    cspi_scope_push(w, scope);
    if (!passed && at != CSPI_NEVER) cspi_timer_add(&w->wheel, &scope->timer);
}

void csp_rt_within(struct csp_worker *worker, struct csp_scope *storage,
                   csp_i64 ns, int *why)
{
    open_timed(cspi_worker(worker), storage, cspi_clock_deadline(ns), ns <= 0,
               why);
}

void csp_rt_until(struct csp_worker *worker, struct csp_scope *storage,
                  csp_i64 at, int *why)
{
    open_timed(cspi_worker(worker), storage, at, at <= cspi_clock_now(), why);
}

void csp_rt_shield(struct csp_worker *worker, struct csp_scope *storage)
{
    struct worker *w = cspi_worker(worker);
    struct scope *scope = (struct scope *)storage;
    *scope = (struct scope){.shield = true};
    cspi_scope_push(w, scope);
}

// Itself, by who started it.
static bool may_be_cancelled(const struct task *task)
{
    enum task_kind kind = cspi_task_kind(task);
    return kind != TASK_LOOSE && kind != TASK_MAIN && kind != TASK_ENTERED;
}

// The timer first: once it is out of the wheel, nobody else knows the scope.
bool cspi_scope_pop(struct worker *w, struct scope *scope)
{
    struct task *task = w->task;
    if (scope->timed)
        cspi_timer_remove(&cspi_rt.workers[scope->worker]->wheel,
                          &scope->timer);
    struct bucket *bucket = lock_bucket(task);
    struct scope **at = find(bucket, task), *outer = scope->outer;
    *at = outer ? outer : scope->next;
    if (outer) outer->next = scope->next;
    bool fails = set_fails(task, outer);
    if (!outer && !may_be_cancelled(task))
        cspi_byte_clear(&task->flags, TASK_SCOPED);
    cspi_spin_unlock(&bucket->lock);
    return fails;
}

int csp_rt_scope_leave(struct csp_worker *worker, struct csp_scope *storage,
                       int unwinding)
{
    struct scope *scope = (struct scope *)storage;
    cspi_scope_pop(cspi_worker(worker), scope);
    return unwinding && !scope->ended;
}

// -- what people ask ---------------------------------------------------------

static struct task *task_here(void)
{
    return cspi_self ? cspi_self->task : NULL;
}

static int why_of(const struct task *task)
{
    return -(int)((cspi_task_flags(task) & TASK_WHY) / 64);
}

int csp_rt_why(struct csp_worker *worker)
{
    return why_of(cspi_worker(worker)->task);
}

int csp_rt_ended(struct csp_worker *worker)
{
    return csp_rt_why(worker) < CSP_ECLOSED;
}

int csp_why(void)
{
    struct task *task = task_here();
    return task ? why_of(task) : 0;
}

// Who computes and never waits gives no worker a chance to look at the clock.
int csp_cancelled(void)
{
    struct task *task = task_here();
    if (!task || !cspi_task_is_scoped(task)) return 0;
    int64_t now = cspi_clock_read();
    struct bucket *bucket = lock_bucket(task);
    struct scope *top = *find(bucket, task), *ended;
    for (struct scope *s = top; s && !s->shield; s = s->outer)
        if (s->timed && !s->ended && s->timer.deadline <= now)
            s->ended = CSP_ETIMEDOUT;
    set_fails(task, top);
    int why = why_fails(task, top, &ended);
    cspi_spin_unlock(&bucket->lock);
    return why;
}
