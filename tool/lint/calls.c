// SPDX-License-Identifier: MIT
// calls.c: which function of the unit calls which, by name; the start of
// a task is no call. Called by lint.c before the warnings.
#include "lint/lint.h"

#include <string.h>

struct walk {
    struct lint *lint;
    struct fn *fn;
    struct lint_skip unevaluated, blocking;
    struct stmt *stmt, *init; // the last one; one that is the start of a for
};

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    if (stmt->kind == STMT_BLOCKING) lint_skip_to(&w->blocking, stmt->end);
    if (stmt->kind == STMT_FOR) w->init = stmt->init;
    bool whole = stmt->kind == STMT_EXPR && stmt != w->init && !stmt->is_marker;
    w->stmt = whole ? stmt : NULL;
}

// A declaration says so, or the specifiers and attributes in front of it.
static bool says_noreturn(const struct unit *unit, const struct fn *fn)
{
    static const char word[] = "oreturn"; // _Noreturn, [[noreturn]], ..
    const char *text = unit->source->text;
    for (size_t i = 0; i < fn->decls.count; i++) {
        size_t begin = fn->decls.at[i].begin, end = fn->decls.at[i].end;
        if (fn->body && fn->body->begin > begin && fn->body->begin < end)
            end = fn->body->begin;
        while (begin > 0 && !strchr(";}", text[begin - 1]))
            begin--;
        if (memmem(text + begin, end - begin, word, sizeof word - 1))
            return true;
    }
    return false;
}

static bool never_returns(const struct unit *unit, const struct fn *fn)
{
    static const char *const names[] = {
        "longjmp", "siglongjmp", "__builtin_unreachable", "__builtin_trap"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(fn->name, names[i]) == 0) return true;
    return says_noreturn(unit, fn);
}

bool lint_never_returns(const struct expr *call)
{
    return call->kind == EXPR_CALL && call->fn && call->fn->lint &&
           call->fn->lint->never_returns;
}

static struct lint_calls *calls_of(struct lint *lint, struct fn *fn)
{
    if (fn->lint) return fn->lint;
    fn->lint = ARENA_NEW(lint->unit->arena, struct lint_calls);
    fn->lint->never_returns = never_returns(lint->unit, fn);
    return fn->lint;
}

static void see_expr(struct expr *expr, void *context)
{
    struct walk *w = context;
    struct arena *arena = w->lint->unit->arena;
    if (lint_skips(&w->unevaluated, expr->begin)) return;
    if (expr->kind == EXPR_UNEVALUATED)
        lint_skip_to(&w->unevaluated, expr->end);
    if (expr->kind != EXPR_CALL || !expr->fn) return;
    struct lint_call call = {.expr = expr};
    if (w->stmt && expr->end <= w->stmt->end) call.stmt = w->stmt;
    call.is_blocking = lint_skips(&w->blocking, expr->begin);
    vec_push(arena, &w->fn->lint->calls, call);
    struct lint_caller caller = {w->fn, expr};
    vec_push(arena, &calls_of(w->lint, expr->fn)->callers, caller);
}

void lint_calls(struct lint *lint)
{
    for (size_t i = 0; i < lint->unit->fns.count; i++) {
        struct fn *fn = lint->unit->fns.at[i];
        struct walk walk = {.lint = lint, .fn = fn};
        calls_of(lint, fn);
        if (!fn->said.is_system) tree_each(fn->body, see_stmt, see_expr, &walk);
    }
}
