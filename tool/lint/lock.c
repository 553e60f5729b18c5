// SPDX-License-Identifier: MIT
// lock.c: -Wcsp-lock: a lock of threads held across a suspension, where
// the task may move to another thread. A lock goes by the text of its
// argument. It is reported where every way to the suspension has come by the
// call that locks, and one of them by nothing that may unlock: so what is
// locked and unlocked under the same condition is no false alarm.
#include "lint/lint.h"

#include <stdlib.h>
#include <string.h>

static const char *const locks[] = {
    "pthread_mutex_lock",
    "pthread_rwlock_rdlock",
    "pthread_rwlock_wrlock",
    "pthread_spin_lock",
    "mtx_lock",
};
static const char *const unlocks[] = {
    "pthread_mutex_unlock",
    "pthread_rwlock_unlock",
    "pthread_spin_unlock",
    "mtx_unlock",
};

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

static bool is_lock(const char *name)
{
    return is_one_of(name, locks, sizeof locks / sizeof *locks);
}

static bool is_unlock(const char *name)
{
    return is_one_of(name, unlocks, sizeof unlocks / sizeof *unlocks);
}

// -- which functions may unlock ----------------------------------------------

// One that we cannot look into, with a name that says so.
static bool sounds_like_unlock(const struct fn *fn)
{
    if (fn->body && !fn->said.is_system) return false;
    return strstr(fn->name, "unlock") || strstr(fn->name, "release");
}

void lint_lock_unit(struct lint *lint)
{
    const struct unit *unit = lint->unit;
    VEC(struct fn *) queue = {0};
    if (!lint_wants(lint, "csp-lock")) return;
    for (size_t i = 0; i < unit->declared.count; i++) {
        struct fn *fn = unit->declared.at[i];
        if (!fn->lint || !sounds_like_unlock(fn)) continue;
        fn->lint->unlocks = strncmp(fn->name, "csp_", 4) != 0;
        if (fn->lint->unlocks) vec_push(unit->arena, &queue, fn);
    }
    for (size_t next = 0; next < queue.count; next++) {
        const struct lint_calls *calls = queue.at[next]->lint;
        for (size_t i = 0; i < calls->callers.count; i++) {
            struct fn *caller = calls->callers.at[i].fn;
            if (caller->lint->unlocks) continue;
            caller->lint->unlocks = true;
            vec_push(unit->arena, &queue, caller);
        }
    }
}

// -- one coroutine -----------------------------------------------------------

// A call that locks, or may unlock.
struct act {
    size_t at; // of the function's name
    const struct expr *call;
    const char *lock; // what it is about; NULL: any
    bool locks;
    size_t bit;    // two of them: may be held; may never have been locked
    bool reported; // one report for a call
};
struct walk {
    struct lint *lint;
    VEC(struct act) acts; // in the order of the text
    VEC(size_t) cleanups; // ends of scopes that run a cleanup
    size_t bits;
};

static const char *lock_name(struct unit *unit, const struct expr *call)
{
    const struct expr *argument = call->kids[1];
    while (argument->kind == EXPR_PAREN || argument->kind == EXPR_CAST ||
           argument->kind == EXPR_ADDRESS)
        argument = argument->kids[0];
    return intern_s(unit->intern,
                    unit_excerpt(unit, argument->begin, argument->end, 60));
}

static void note_call(struct walk *w, const struct expr *call)
{
    struct unit *unit = w->lint->unit;
    struct act act = {.at = plan_strip(call->kids[0])->begin, .call = call};
    bool has_argument = call->kid_count > 1;
    bool for_tasks = call->fn->replaced.by != NULL; // -fcsp-io
    act.locks = is_lock(call->fn->name) && has_argument && !for_tasks;
    if (!act.locks && !call->fn->lint->unlocks) return;
    if (act.locks || (is_unlock(call->fn->name) && has_argument))
        act.lock = lock_name(unit, call);
    act.bit = w->bits;
    if (act.locks) w->bits += 2;
    vec_push(unit->arena, &w->acts, act);
}

static int compare_acts(const void *left, const void *right)
{
    const struct act *a = left, *b = right;
    return a->at < b->at ? -1 : a->at > b->at;
}

static void note_cleanups(struct walk *w, const struct fn *fn)
{
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        if (var->said.cleanup && var->scope)
            vec_push(w->lint->unit->arena, &w->cleanups, var->scope->end);
    }
}

static void release(struct lint_flow *flow, const char *lock)
{
    const struct walk *w = flow->context;
    for (size_t i = 0; i < w->acts.count; i++) {
        const struct act *act = &w->acts.at[i];
        if (act->locks && (!lock || act->lock == lock))
            lint_clear(flow, act->bit);
    }
}

static void report(struct lint_flow *flow, size_t at)
{
    struct walk *w = flow->context;
    for (size_t i = 0; i < w->acts.count; i++) {
        struct act *act = &w->acts.at[i];
        if (!act->locks || act->reported) continue;
        if (!lint_has(flow, act->bit) || lint_has(flow, act->bit + 1)) continue;
        act->reported = true;
        lint_warn(flow->lint, "csp-lock", at, at + 1,
                  "'%s' is still locked at this suspension", act->lock);
        lint_note(flow->lint, act->call->begin, act->call->end,
                  "locked here; the task may go on upon another thread, which "
                  "must not unlock it");
    }
}

static const struct act *act_at(const struct walk *w, size_t at)
{
    size_t i = vec_before(&w->acts, at, at);
    return i < w->acts.count && w->acts.at[i].at == at ? &w->acts.at[i] : NULL;
}

static void step(struct lint_flow *flow, const struct event *event)
{
    struct walk *w = flow->context;
    const struct act *act;
    switch (event->kind) {
    case EVENT_NAME:
        act = act_at(w, event->at);
        if (act && !act->locks) release(flow, act->lock);
        if (!act || !act->locks) return;
        lint_set(flow, act->bit);
        lint_clear(flow, act->bit + 1);
        return;
    case EVENT_SUSPEND:
        if (flow->is_final) report(flow, event->at);
        return;
    case EVENT_END:
        for (size_t i = 0; i < w->cleanups.count; i++)
            if (w->cleanups.at[i] == event->at) release(flow, NULL);
        return;
    case EVENT_USE:
    case EVENT_DEF:
    case EVENT_WRITE:
    case EVENT_MENTION:
    case EVENT_FALL: return;
    }
}

void lint_lock(struct lint *lint, struct fn *fn)
{
    struct walk walk = {.lint = lint};
    if (!lint_wants(lint, "csp-lock")) return;
    for (size_t i = 0; i < fn->lint->calls.count; i++)
        note_call(&walk, fn->lint->calls.at[i].expr);
    if (!walk.bits) return;
    qsort(walk.acts.at, walk.acts.count, sizeof *walk.acts.at, compare_acts);
    note_cleanups(&walk, fn);
    struct lint_flow flow = {.lint = lint, .fn = fn, .bits = walk.bits};
    flow.step = step;
    flow.context = &walk;
    flow.state = bits_new(lint->unit->arena, walk.bits);
    for (size_t i = 0; i < walk.acts.count; i++)
        if (walk.acts.at[i].locks) lint_set(&flow, walk.acts.at[i].bit + 1);
    lint_flow(&flow);
}
