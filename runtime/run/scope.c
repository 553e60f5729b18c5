// SPDX-License-Identifier: MIT
// scope.c: the scopes of all tasks that have some.
//
// Owns the table that leads from a task to its innermost scope: a task without
// one pays nothing for it, and a scope allocates nothing. A bucket's lock
// guards the stacks of its tasks, with all that is in a struct scope but the
// timer's own words, and their TASK_FAILS and TASK_CANCELLED.
#include "run/scope.h"

#include "base/public.h"
#include "base/peek.h"
#include "base/race.h"
#include "run/brood.h"
#include "run/clock.h"
#include "run/ready.h"

enum {
    BUCKET_BITS = 15,
    FAR_NS = 20 * POLL_NS, // a deadline that far may be late by a poll
    IN_NO_WHEEL = UINT16_MAX,
};

struct bucket {
    struct spin lock;
    struct scope *first; // through `next`
};
static struct bucket buckets[1 << BUCKET_BITS];

static struct bucket *bucket_of(const struct task *task)
{
    uint64_t hash = (uint64_t)(uintptr_t)task * 0x9e3779b97f4a7c15;
    return &buckets[hash >> (64 - BUCKET_BITS)];
}

static struct bucket *lock_bucket(const struct task *task)
{
    struct bucket *bucket = bucket_of(task);
    cspi_spin_lock_own(&bucket->lock);
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
        if (s->kind == SCOPE_SHIELD) return 0;
    }
    *scope = NULL;
    return cspi_task_flags(task) & TASK_CANCELLED ? CSP_ECANCELED : 0;
}

// Sequentially consistent: pairs with cspi_scope_open.
static bool set_fails(struct task *task, struct scope *top)
{
    struct scope *ended;
    bool fails = why_fails(task, top, &ended) != 0;
    bool failed = cspi_task_flags(task) & TASK_FAILS;
    if (fails && !failed)
        cspi_byte_set(&task->flags, TASK_FAILS);
    else if (failed && !fails)
        cspi_byte_clear(&task->flags, TASK_FAILS);
    return fails;
}

static void fail(struct scope *scope, int why)
{
    scope->failed = (signed char)why;
    if (scope->why) *scope->why = why;
}

// An operation fails: the task keeps why, and each scope that it leaves.
static void blame(struct task *task, struct scope *top)
{
    struct scope *ended;
    int why = why_fails(task, top, &ended);
    cspi_race_acquire(cspi_race_cancelled(task));
    for (struct scope *s = top; s; s = s->outer) {
        fail(s, s == ended ? why : CSP_ECANCELED);
        if (s == ended) break;
    }
    cspi_task_set_why(task, why);
}

// The same; all its scopes are published.
static void blame_published(struct task *task)
{
    struct bucket *bucket = lock_bucket(task);
    blame(task, *find(bucket, task));
    cspi_spin_unlock(&bucket->lock);
}

// -- cancel points -----------------------------------------------------------

// It may have been raised for another task: lowered first, so that who raises
// it meanwhile is not missed.
bool cspi_scope_asked(struct worker *w)
{
    struct task *task = w->task;
    if (__atomic_load_n(&w->abi.floor, __ATOMIC_RELAXED) == FLOOR_TOLD)
        return false;
    __atomic_exchange_n(&w->abi.floor, w->calm, __ATOMIC_ACQ_REL);
    if (!(cspi_task_flags(task) & TASK_FAILS)) return false;
    cspi_worker_asks(w);
    cspi_scope_arm(w);
    blame_published(task);
    return true;
}

int cspi_scope_verdict(struct task *task)
{
    if (!(cspi_task_flags(task) & TASK_FAILS)) return 0;
    blame_published(task);
    return CSP_ENDED;
}

bool cspi_scope_open(struct task *task)
{
    cspi_byte_set(&task->state, TASK_OPEN);
    if (!(atomic_load(&task->flags) & TASK_FAILS)) return true;
    if (!cspi_scope_claim(task)) return true;
    blame_published(task);
    return false;
}

void cspi_scope_undone(struct worker *w, struct task *task)
{
    task->leaf->result = cspi_scope_result(task);
    cspi_ready_wake(w, task);
}

static void hold(struct brood *brood, struct brood **held)
{
    if (brood->held || !cspi_brood_hold(brood)) return;
    brood->held = true;
    brood->next_held = *held;
    *held = brood;
}

// Those whose children end with this scope, NULL: with the task. What is inside
// of a shield does not.
static void
hold_broods(struct scope *top, const struct scope *ended, struct brood **held)
{
    struct scope *first = top;
    for (struct scope *s = top; s && s != ended; s = s->outer)
        if (s->kind == SCOPE_SHIELD) first = s->outer;
    for (struct scope *s = first; s; s = s == ended ? NULL : s->outer)
        if (s->kind == SCOPE_GROUP || s->kind == SCOPE_TURNS)
            hold(cspi_scope_brood(s), held);
}

// It may be running.
static void raise_floors(void)
{
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++)
        cspi_worker_asks(cspi_rt.workers[i]);
}

bool cspi_scope_end(struct task *task, struct scope *scope, int why,
                    struct brood **held)
{
    struct bucket *bucket = lock_bucket(task);
    struct scope *top = *find(bucket, task);
    cspi_race_release(cspi_race_cancelled(task));
    if (!scope)
        cspi_byte_set(&task->flags, TASK_CANCELLED);
    else if (!scope->ended)
        scope->ended = (signed char)why;
    hold_broods(top, scope, held);
    bool fails = set_fails(task, top);
    bool claimed = fails && cspi_scope_claim(task);
    if (claimed) blame(task, top);
    cspi_spin_unlock(&bucket->lock);
    if (fails && !claimed) raise_floors();
    return claimed;
}

const struct scope *
cspi_scope_innermost(const struct task *task, struct scope *copy)
{
    enum { SCOPES_MOST = 1000000 }; // in a bucket, before it is damaged
    const struct scope *at = bucket_of(task)->first;
    for (int i = 0; i < SCOPES_MOST && at; i++, at = copy->next) {
        if (!cspi_peek(copy, at, sizeof *copy)) return NULL;
        if (cspi_scope_task(copy) == task) return at;
    }
    return NULL;
}

const void *cspi_scope_table(size_t *bytes)
{
    *bytes = sizeof buckets;
    return buckets;
}

// Where a child of the brood stands among its parent's scopes.
static struct scope *around(struct scope *top, const struct brood *turns)
{
    for (struct scope *s = top; s && turns; s = s->outer)
        if (s->kind == SCOPE_TURNS && cspi_scope_brood(s) == turns)
            return s->outer;
    return top;
}

struct scope *
cspi_scope_hold_group(struct task *task, const struct brood *turns)
{
    if (!cspi_task_is_scoped(task)) return NULL;
    struct bucket *bucket = lock_bucket(task);
    struct scope *s = around(*find(bucket, task), turns);
    while (s &&
           (s->kind != SCOPE_GROUP || !cspi_brood_hold(cspi_scope_brood(s))))
        s = s->outer;
    cspi_spin_unlock(&bucket->lock);
    return s;
}

struct scope *cspi_scope_timed(const struct task *task, unsigned i)
{
    struct bucket *bucket = lock_bucket(task);
    struct scope *s = *find(bucket, task);
    for (; s; s = s->outer)
        if (s->kind == SCOPE_TIMED && !s->ended && i-- == 0) break;
    cspi_spin_unlock(&bucket->lock);
    return s;
}

// -- looking -----------------------------------------------------------------

static struct spin freezing; // innermost, as a bucket's

bool cspi_scope_freeze(struct task *task)
{
    cspi_spin_lock_own(&freezing);
    if (cspi_byte_set(&task->state, TASK_FROZEN) & TASK_OPEN) return true;
    cspi_scope_thaw(task);
    return false;
}

void cspi_scope_thaw(struct task *task)
{
    cspi_byte_clear(&task->state, TASK_FROZEN);
    cspi_spin_unlock(&freezing);
}

void cspi_scope_await_thaw(const struct task *task)
{
    while (atomic_load(&task->state) & TASK_FROZEN) {
        cspi_spin_lock_own(&freezing);
        cspi_spin_unlock(&freezing);
    }
}

// -- opening and leaving -----------------------------------------------------

// Nobody else writes the flags of a task that is not TASK_SCOPED, or whose
// bucket is locked.
static void set_flags(struct task *task, unsigned flags)
{
    atomic_store_explicit(&task->flags, (unsigned char)flags,
                          memory_order_relaxed);
}

// The bucket's lock is held.
static void
link_in(struct bucket *bucket, struct task *task, struct scope *scope)
{
    struct scope **at = find(bucket, task);
    scope->outer = *at;
    scope->next = *at ? (*at)->next : NULL;
    *at = scope;
}

void cspi_scope_push(struct worker *w, struct scope *scope)
{
    struct task *task = w->task;
    cspi_scope_arm(w);
    scope->timer.who = (uintptr_t)task | TIMER_SCOPE;
    struct bucket *bucket = lock_bucket(task);
    link_in(bucket, task, scope);
    unsigned flags = cspi_task_flags(task);
    if (!(flags & TASK_SCOPED)) set_flags(task, flags | TASK_SCOPED);
    bool changes = scope->ended || scope->kind == SCOPE_SHIELD;
    if (changes && set_fails(task, scope)) cspi_worker_asks(w);
    cspi_spin_unlock(&bucket->lock);
}

// -- those that are not published --------------------------------------------

static void open_unarmed(struct worker *w, struct scope *scope)
{
    unsigned flags = cspi_task_flags(w->task);
    scope->timer.who = (uintptr_t)w->task | TIMER_SCOPE;
    scope->timer.prev = (struct timer *)w->unarmed;
    scope->worker = !(flags & TASK_SCOPED);
    if (scope->worker) set_flags(w->task, flags | TASK_SCOPED);
    w->unarmed = scope;
}

static void leave_unarmed(struct worker *w, struct scope *scope)
{
    w->unarmed = (struct scope *)scope->timer.prev;
    if (scope->worker)
        set_flags(w->task, cspi_task_flags(w->task) & ~(unsigned)TASK_SCOPED);
}

// Counted from now, if it has not been counted yet.
static void settle(struct scope *scope, int64_t now)
{
    int64_t ns = -scope->timer.deadline;
    if (ns > 0)
        scope->timer.deadline = ns > CSPI_NEVER - now ? CSPI_NEVER : now + ns;
}

static void time_task(struct worker *w, struct task *task, int64_t now)
{
    struct bucket *bucket = lock_bucket(task);
    for (struct scope *s = *find(bucket, task); s; s = s->outer) {
        if (s->kind != SCOPE_TIMED || s->worker != IN_NO_WHEEL) continue;
        settle(s, now);
        if (s->ended || s->timer.deadline == CSPI_NEVER) continue;
        s->worker = (uint16_t)w->index;
        cspi_timer_insert(&w->wheel, &s->timer);
    }
    cspi_spin_unlock(&bucket->lock);
}

static void time_young(struct worker *w, unsigned n)
{
    int64_t now = cspi_clock_now();
    cspi_wheel_lock(&w->wheel);
    for (unsigned i = 0; i < n; i++)
        time_task(w, atomic_load_explicit(&w->young[i], memory_order_relaxed),
                  now);
    cspi_wheel_unlock(&w->wheel);
}

void cspi_scope_time(struct worker *w)
{
    unsigned n = atomic_load_explicit(&w->young_count, memory_order_acquire);
    if (n > 0) time_young(w, n);
}

void cspi_scope_time_own(struct worker *w)
{
    cspi_scope_time(w);
    atomic_store_explicit(&w->young_count, 0, memory_order_relaxed);
}

// Virtual time stands still meanwhile: nothing is gained by waiting.
static void note_young(struct worker *w, struct task *task)
{
    unsigned n = atomic_load_explicit(&w->young_count, memory_order_relaxed);
    struct task *last =
        n > 0 ? atomic_load_explicit(&w->young[n - 1], memory_order_relaxed)
              : NULL;
    if (task != last) {
        atomic_store_explicit(&w->young[n++], task, memory_order_relaxed);
        atomic_store_explicit(&w->young_count, n, memory_order_release);
    }
    if (n == YOUNG_MOST || cspi_rt.virtual_time) cspi_scope_time_own(w);
}

static void publish(struct worker *w, struct scope *scope)
{
    struct task *task = cspi_scope_task(scope);
    int64_t at = scope->timer.deadline;
    if (at < 0 && at > -FAR_NS) settle(scope, cspi_clock_now());
    scope->worker = IN_NO_WHEEL;
    struct bucket *bucket = lock_bucket(task);
    link_in(bucket, task, scope);
    cspi_spin_unlock(&bucket->lock);
    note_young(w, task);
}

// The outermost first.
void cspi_scope_arm(struct worker *w)
{
    struct scope *first = NULL;
    for (struct scope *scope; (scope = w->unarmed);) {
        w->unarmed = (struct scope *)scope->timer.prev;
        scope->next = first;
        first = scope;
    }
    for (struct scope *scope; (scope = first);) {
        first = scope->next;
        publish(w, scope);
    }
}

// -- opening and leaving one with a deadline ---------------------------------

enum { LINE_BITS = 0xffffff };

// `scope` has its line.
static void open_timed(struct worker *w, struct scope *scope, int64_t at,
                       bool passed, int *why)
{
    *scope = (struct scope){.why = why,
                            .kind = SCOPE_TIMED,
                            .line = scope->line,
                            .worker = IN_NO_WHEEL};
    scope->timer.deadline = at;
    if (passed) scope->ended = CSP_ETIMEDOUT;
    if (why) *why = 0;
    if (passed || at == CSPI_NEVER)
        cspi_scope_push(w, scope);
    else
        open_unarmed(w, scope);
}

void csp_rt_within_one(struct csp_worker *worker, struct csp_scope *storage,
                       csp_i64 ns, int *why, csp_u32 line)
{
    struct scope *scope = (struct scope *)storage;
    if (ns <= 0) {
        csp_rt_within(worker, storage, ns, why, line);
        return;
    }
    scope->why = why;
    scope->line = line & LINE_BITS;
    scope->kind = SCOPE_TIMED;
    scope->ended = scope->failed = 0;
    scope->timer.deadline = -ns;
    if (why) *why = 0;
    open_unarmed(cspi_worker(worker), scope);
}

void csp_rt_within(struct csp_worker *worker, struct csp_scope *storage,
                   csp_i64 ns, int *why, csp_u32 line)
{
    struct scope *scope = (struct scope *)storage;
    scope->line = line & LINE_BITS;
    open_timed(cspi_worker(worker), scope, cspi_clock_deadline(ns), ns <= 0,
               why);
}

void csp_rt_until(struct csp_worker *worker, struct csp_scope *storage,
                  csp_i64 at, int *why, csp_u32 line)
{
    struct scope *scope = (struct scope *)storage;
    scope->line = line & LINE_BITS;
    open_timed(cspi_worker(worker), scope, at, at <= cspi_clock_now(), why);
}

void csp_rt_shield(struct csp_worker *worker, struct csp_scope *storage,
                   csp_u32 line)
{
    struct worker *w = cspi_worker(worker);
    struct scope *scope = (struct scope *)storage;
    *scope = (struct scope){.kind = SCOPE_SHIELD, .line = line & LINE_BITS};
    cspi_scope_push(w, scope);
}

// Itself, by who started it.
static bool may_be_cancelled(const struct task *task)
{
    enum task_kind kind = cspi_task_kind(task);
    return kind != TASK_LOOSE && kind != TASK_MAIN && kind != TASK_ENTERED;
}

// Locks the bucket of the running task, one of whose scopes is to be left. If
// its timer is in a wheel it is taken out first, for which the bucket is not
// locked: nobody else knows the scope then.
static struct bucket *lock_to_leave(struct task *task, struct scope *scope)
{
    struct bucket *bucket = lock_bucket(task);
    if (scope->kind != SCOPE_TIMED || scope->worker == IN_NO_WHEEL)
        return bucket;
    cspi_spin_unlock(&bucket->lock);
    cspi_timer_remove(&cspi_rt.workers[scope->worker]->wheel, &scope->timer);
    return lock_bucket(task);
}

bool cspi_scope_pop(struct worker *w, struct scope *scope)
{
    struct task *task = w->task;
    struct bucket *bucket = lock_to_leave(task, scope);
    struct scope **at = find(bucket, task), *outer = scope->outer;
    *at = outer ? outer : scope->next;
    if (outer) outer->next = scope->next;
    bool fails = set_fails(task, outer);
    if (fails) cspi_worker_asks(w);
    if (!outer && !may_be_cancelled(task))
        set_flags(task, cspi_task_flags(task) & ~(unsigned)TASK_SCOPED);
    cspi_spin_unlock(&bucket->lock);
    return fails;
}

// What unwinds stops where the scope was that had ended when the operation
// failed; one that has ended since then does not keep it. Nothing has failed in
// it if a group in it had ended for a reason of its own.
int csp_rt_scope_leave(struct csp_worker *worker, struct csp_scope *storage,
                       int unwinding)
{
    struct worker *w = cspi_worker(worker);
    struct scope *scope = (struct scope *)storage;
    if (w->unarmed == scope)
        leave_unarmed(w, scope);
    else
        cspi_scope_pop(w, scope);
    if (!unwinding) return 0;
    if (!scope->failed)
        fail(scope, scope->ended ? scope->ended : CSP_ECANCELED);
    return scope->failed == CSP_ECANCELED;
}

// -- what people ask ---------------------------------------------------------

static struct task *task_here(void)
{
    return cspi_self ? cspi_self->task : NULL;
}

static int why_of(const struct task *task)
{
    return -(int)((cspi_task_flags(task) & TASK_WHY) / 8);
}

int csp_rt_why(struct csp_worker *worker)
{
    return why_of(cspi_worker(worker)->task);
}

int csp_rt_ended(struct csp_worker *worker)
{
    return csp_rt_why(worker) < CSP_ECLOSED;
}

int csp_rt_fails(struct csp_worker *worker)
{
    struct worker *w = cspi_worker(worker);
    return cspi_task_is_scoped(w->task) && cspi_scope_fails(w);
}

bool csp_cancel_point(void)
{
    return !task_here() || !cspi_task_is_scoped(cspi_self->task) ||
           !cspi_scope_fails(cspi_self);
}

int csp_why(void)
{
    struct task *task = task_here();
    return task ? why_of(task) : 0;
}

static bool is_due(const struct scope *scope, int64_t now)
{
    return scope->timer.deadline >= 0 && scope->timer.deadline <= now;
}

// Who computes and never waits gives no worker a chance to look at the clock.
int cspi_scope_look(struct task *task, struct brood **held)
{
    int64_t now = cspi_clock_read();
    if (cspi_self) cspi_scope_arm(cspi_self);
    struct bucket *bucket = lock_bucket(task);
    struct scope *top = *find(bucket, task), *ended;
    for (struct scope *s = top; s && s->kind != SCOPE_SHIELD; s = s->outer)
        if (s->kind == SCOPE_TIMED && !s->ended && is_due(s, now)) {
            s->ended = CSP_ETIMEDOUT;
            hold_broods(top, s, held);
        }
    if (set_fails(task, top) && cspi_self) cspi_worker_asks(cspi_self);
    int why = why_fails(task, top, &ended);
    if (why) cspi_race_acquire(cspi_race_cancelled(task));
    cspi_spin_unlock(&bucket->lock);
    return why;
}
