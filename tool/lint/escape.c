// SPDX-License-Identifier: MIT
// escape.c: -Wcsp-escape: the address of a local variable goes to a task
// that is started, into a channel, or to the caller, and the variable may be
// gone when it is used there. Waiting is taken for waiting for that use: a
// report needs a way from there to the end of the variable on which nothing
// waits. The locals of main's outermost block live as long as the program.
#include "lint/lint.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS_FOR_EACH_EVENT = 8 }; // then the search of a function gives up

enum leave { BY_START, BY_SEND };
// An address leaves here.
struct escape {
    size_t at; // of the event at which it does
    enum event_kind event;
    enum leave leave;
    struct lint_address address;
};
// A mark on the text: what an event there means.
enum mark_kind { MARK_NO_WAIT, MARK_WAIT, MARK_END };
struct mark {
    size_t at;
    enum mark_kind kind;
};
struct walk {
    struct lint *lint;
    struct fn *fn;
    size_t at;
    enum event_kind event;
    enum leave leave;
    VEC(struct escape) escapes;
    VEC(struct mark) marks;
    struct lint_skip loop, case_of; // inside of which we are
    size_t polls;                   // where a loop that pauses stands last
    size_t steps;                   // the search may still make
    size_t *visited;                // for each block: the search it saw last
};

// -- what leaves -------------------------------------------------------------

// main's own end the program, and what belongs to another function is its.
static bool may_end(const struct walk *w, const struct lint_address *address)
{
    if (address->root == ROOT_THREAD || !address->scope) return false;
    if (address->var && address->var->fn != w->fn) return false;
    const struct scope *outermost = w->fn->scopes.at[0];
    return !w->fn->said.is_main ||
           (address->scope != outermost && address->scope->parent != outermost);
}

static void add_escape(const struct lint_address *address)
{
    struct walk *w = address->context;
    if (!may_end(w, address)) return;
    struct escape escape = {w->at, w->event, w->leave, *address};
    vec_push(w->lint->unit->arena, &w->escapes, escape);
}

static void leaves(struct walk *w, const struct expr *value,
                   enum event_kind event, size_t at, enum leave leave)
{
    w->at = at;
    w->event = event;
    w->leave = leave;
    lint_each_address(w->lint->unit, value, add_escape, w);
}

static void see_start(struct walk *w, const struct expr *call)
{
    if (call->kind != EXPR_CALL || !call->kid_count) return;
    const struct expr *callee = plan_strip(call->kids[0]);
    enum event_kind event = callee->var ? EVENT_USE : EVENT_NAME;
    for (size_t i = 1; i < call->kid_count; i++)
        leaves(w, call->kids[i], event, callee->begin, BY_START);
}

// csp__send(c, (T[1]){value}): the literal itself is copied.
static void
see_send(struct walk *w, const struct expr *call, enum event_kind event)
{
    if (call->kid_count < 3 || lint_skips(&w->case_of, call->begin)) return;
    const struct expr *value = plan_strip(call->kids[2]);
    if (value->kind != EXPR_LITERAL || !value->kid_count) return;
    leaves(w, value->kids[0], event, call->begin, BY_SEND);
}

static void see_returned(const struct lint_address *address)
{
    struct walk *w = address->context;
    if (address->root == ROOT_THREAD) return;
    lint_warn(w->lint, "csp-escape", address->expr->begin, address->expr->end,
              "'%s' is gone when the caller uses its address", address->name);
    lint_note(w->lint, address->expr->begin, address->expr->begin + 1,
              "return it by value, or give it memory of its own");
}

// -- marks -------------------------------------------------------------------

static void mark(struct walk *w, size_t at, enum mark_kind kind)
{
    struct mark mark = {at, kind};
    vec_push(w->lint->unit->arena, &w->marks, mark);
}

// In a plain function: this call may wait for the task.
static bool sounds_like_wait(const struct walk *w, const struct expr *call)
{
    const struct fn *fn = call->fn;
    if (strncmp(fn->name, "csp_", 4) == 0)
        return strstr(fn->name, "_thread") != NULL;
    return fn->said.annotated || strstr(fn->name, "wait") ||
           strstr(fn->name, "join") || strstr(fn->name, "lock") ||
           (!fn->body && lint_skips(&w->loop, call->begin));
}

static void see_call(struct walk *w, const struct expr *expr)
{
    bool pauses = expr->op == OP_SLEEP || expr->op == OP_YIELD;
    if (pauses && lint_skips(&w->loop, expr->begin))
        w->polls = expr->begin;
    else if (pauses)
        mark(w, expr->begin, MARK_NO_WAIT);
    if (expr->op == OP_SEND) see_send(w, expr, EVENT_SUSPEND);
    if (!expr->fn) return;
    if (lint_is_call(expr, "csp__try_send")) see_send(w, expr, EVENT_NAME);
    size_t name_at = plan_strip(expr->kids[0])->begin;
    if (lint_never_returns(expr)) mark(w, name_at, MARK_END);
    if (!w->fn->colour.is_coroutine && sounds_like_wait(w, expr))
        mark(w, name_at, MARK_WAIT);
}

static void see_expr(struct expr *expr, void *context)
{
    struct walk *w = context;
    if (expr->said.is_spawn) see_start(w, plan_spawned(expr));
    if (expr->kind == EXPR_CALL) see_call(w, expr);
}

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    if (stmt->kind == STMT_WHILE || stmt->kind == STMT_DO ||
        stmt->kind == STMT_FOR)
        lint_skip_to(&w->loop, stmt->end);
    if (stmt->is_marker) lint_skip_to(&w->case_of, stmt->end);
    if (stmt->kind == STMT_GO && stmt->expr) see_start(w, stmt->expr);
    if (stmt->kind == STMT_RETURN && stmt->expr)
        lint_each_address(w->lint->unit, stmt->expr, see_returned, w);
}

// -- the way to the end of the variable --------------------------------------

static int compare_marks(const void *left, const void *right)
{
    const struct mark *a = left, *b = right;
    return a->at < b->at ? -1 : a->at > b->at;
}

static const struct mark *mark_at(const struct walk *w, size_t at)
{
    size_t i = vec_before(&w->marks, at, at);
    return i < w->marks.count && w->marks.at[i].at == at ? &w->marks.at[i]
                                                         : NULL;
}

enum verdict { GO_ON, WAITS, IS_GONE };

static enum verdict judge(const struct walk *w, const struct event *event,
                          const struct scope *scope)
{
    const struct mark *mark = mark_at(w, event->at);
    if (mark && mark->kind != MARK_NO_WAIT && event->kind == EVENT_NAME)
        return WAITS; // or never comes back, which is as good
    if (event->kind == EVENT_SUSPEND && !mark) return WAITS;
    if (event->kind == EVENT_END && event->at == scope->end) return IS_GONE;
    bool outside = event->at < scope->begin || event->at > scope->end;
    return outside ? IS_GONE : GO_ON;
}

static enum verdict follow(struct walk *w, const struct block *block,
                           size_t first, const struct scope *scope)
{
    for (size_t i = first; i < block->events.count; i++) {
        if (w->steps == 0) return WAITS;
        w->steps--;
        enum verdict verdict = judge(w, &block->events.at[i], scope);
        if (verdict != GO_ON) return verdict;
    }
    return block->next.count ? GO_ON : IS_GONE;
}

// Some way from an event of a block leads out of the scope with no wait.
static bool may_be_gone(struct walk *w, const struct block *from, size_t first,
                        const struct scope *scope, size_t search)
{
    VEC(const struct block *) todo = {0};
    vec_push(w->lint->unit->arena, &todo, from);
    while (todo.count) {
        const struct block *block = todo.at[--todo.count];
        enum verdict verdict = follow(w, block, first, scope);
        first = 0;
        if (verdict == IS_GONE) return true;
        for (size_t i = 0; verdict == GO_ON && i < block->next.count; i++) {
            const struct block *next = block->next.at[i];
            if (w->visited[next->number] == search) continue;
            w->visited[next->number] = search;
            vec_push(w->lint->unit->arena, &todo, next);
        }
    }
    return false;
}

static void report(struct walk *w, const struct escape *escape)
{
    const struct lint_address *address = &escape->address;
    lint_warn(w->lint, "csp-escape", address->expr->begin, address->expr->end,
              escape->leave == BY_START
                  ? "'%s' may be gone when the new task uses its address"
                  : "'%s' may be gone when the receiver uses its address",
              address->name);
    if (address->var)
        lint_note(w->lint, address->var->name_at,
                  address->var->name_at + strlen(address->name),
                  "it ends with this %s, and nothing waits before that; pass "
                  "its value, or memory from malloc",
                  address->scope->parent && address->scope->parent->parent
                      ? "block"
                      : "function");
}

static int compare_escapes(const void *left, const void *right)
{
    const struct escape *a = left, *b = right;
    return a->at < b->at ? -1 : a->at > b->at;
}

static void check_event(struct walk *w, const struct block *block, size_t i)
{
    const struct event *event = &block->events.at[i];
    for (size_t k = vec_before(&w->escapes, at, event->at);
         k < w->escapes.count && w->escapes.at[k].at == event->at; k++) {
        const struct escape *escape = &w->escapes.at[k];
        if (escape->event != event->kind) continue;
        // A loop that pauses may ask whether the task has done its work.
        size_t polls = w->polls;
        if (polls > escape->at && polls < escape->address.scope->end) continue;
        if (may_be_gone(w, block, i + 1, escape->address.scope, k + 1))
            report(w, escape);
    }
}

void lint_escape(struct lint *lint, struct fn *fn)
{
    struct walk walk = {.lint = lint, .fn = fn};
    if (!lint_wants(lint, "csp-escape")) return;
    tree_each(fn->body, see_stmt, see_expr, &walk);
    if (!walk.escapes.count) return;
    const struct cfg *cfg = lint_cfg(lint, fn);
    qsort(walk.escapes.at, walk.escapes.count, sizeof *walk.escapes.at,
          compare_escapes);
    if (walk.marks.count)
        qsort(walk.marks.at, walk.marks.count, sizeof *walk.marks.at,
              compare_marks);
    walk.visited = arena_alloc(lint->unit->arena,
                               cfg->blocks.count * sizeof *walk.visited);
    for (size_t i = 0; i < cfg->blocks.count; i++)
        walk.steps +=
            STEPS_FOR_EACH_EVENT * (cfg->blocks.at[i]->events.count + 1);
    for (size_t i = 0; i < cfg->blocks.count; i++)
        for (size_t k = 0; k < cfg->blocks.at[i]->events.count; k++)
            check_event(&walk, cfg->blocks.at[i], k);
}
