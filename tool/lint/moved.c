// SPDX-License-Identifier: MIT
// moved.c: -Wcsp-moved: a variable is read after moved(v) has given away
// what it points to, and before it is assigned again. A send that fails has
// given nothing away: where an `if` asks for that, its branch may use the
// variable, and so may what follows it if the other branch does not get there;
// where the result goes elsewhere, the move is not followed. In a select it
// counts once its case has happened.
#include "lint/lint.h"

#include <string.h>

struct move {
    size_t at; // of the variable inside moved()
    const struct var *var;
    const struct expr *expr;
    size_t case_at;              // of its marker, if it is a select's case
    size_t fail_begin, fail_end; // here it was not moved
    bool reported;
};
struct walk {
    struct lint *lint;
    const struct stmt *body;
    VEC(struct move) moves; // one bit each
    const struct stmt *stmt;
    const struct expr *whole;    // the send that is all of a statement ..
    const struct expr *question; // .. or all that an `if` asks
    size_t fail_begin, fail_end;
    struct lint_skip unsure, failing;
};

// -- where things are moved --------------------------------------------------

// ((void)(0 && csp__moved), (v))
static bool is_move(const struct unit *unit, const struct expr *expr)
{
    static const char name[] = "csp__moved";
    if (expr->kind != EXPR_COMMA || expr->kids[0]->kind != EXPR_CAST)
        return false;
    const struct expr *left = expr->kids[0];
    return memmem(unit->source->text + left->begin, left->end - left->begin,
                  name, sizeof name - 1) != NULL;
}

static bool is_not(const struct unit *unit, const struct expr *expr)
{
    return expr->kind == EXPR_UNARY && unit->source->text[expr->begin] == '!';
}

// Ends by a jump out of the braces it stands in.
static bool jumps_away(const struct stmt *stmt)
{
    while (stmt->kind == STMT_COMPOUND && stmt->kid_count)
        stmt = stmt->kids[stmt->kid_count - 1];
    return stmt->kind == STMT_RETURN || stmt->kind == STMT_BREAK ||
           stmt->kind == STMT_CONTINUE;
}

// The end of the innermost braces round a place in `stmt`.
static size_t braces_end(const struct stmt *stmt, size_t at)
{
    size_t end = stmt->end;
    for (size_t i = 0; i < stmt->kid_count;) {
        const struct stmt *kid = stmt->kids[i++];
        if (at < kid->begin || at >= kid->end) continue;
        if (kid->kind == STMT_COMPOUND) end = kid->end;
        stmt = kid;
        i = 0;
    }
    return end;
}

// Where the send that an `if` asks for has failed.
static void see_question(struct walk *w, const struct stmt *stmt)
{
    const struct unit *unit = w->lint->unit;
    const struct expr *expr = plan_strip(stmt->expr);
    bool negated = is_not(unit, expr);
    if (negated) expr = plan_strip(expr->kids[0]);
    size_t branch = negated ? 0 : 1;
    w->question = expr;
    w->fail_begin = w->fail_end = 0;
    if (branch < stmt->kid_count) {
        w->fail_begin = stmt->kids[branch]->begin;
        w->fail_end = stmt->kids[branch]->end;
    }
    if (negated || expr->op != OP_SEND || !jumps_away(stmt->kids[0])) return;
    w->fail_begin = stmt->kids[0]->end;
    w->fail_end = braces_end(w->body, stmt->begin);
}

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    w->stmt = stmt;
    if (stmt->kind == STMT_IF) see_question(w, stmt);
    if (stmt->kind != STMT_EXPR) return;
    const struct expr *expr = stmt->expr;
    while (expr->kind == EXPR_PAREN ||
           (expr->kind == EXPR_CAST && expr->type->class == TYPE_VOID))
        expr = expr->kids[0];
    w->whole = expr;
}

static void see_send(struct walk *w, const struct expr *expr)
{
    if (expr == w->whole) return;
    if (expr == w->question && expr->op == OP_SEND)
        lint_skip_to(&w->failing, expr->end);
    else
        lint_skip_to(&w->unsure, expr->end);
}

static void see_expr(struct expr *expr, void *context)
{
    struct walk *w = context;
    if (expr->op == OP_SEND || lint_is_call(expr, "csp__try_send"))
        see_send(w, expr);
    if (lint_skips(&w->unsure, expr->begin)) return;
    if (!is_move(w->lint->unit, expr)) return;
    const struct expr *value = expr->kids[1];
    while (value->kind == EXPR_PAREN || value->kind == EXPR_CAST)
        value = value->kids[0];
    if (value->kind != EXPR_REF || !value->var || value->var->live.bit < 0)
        return;
    struct move move = {.at = value->begin, .var = value->var, .expr = expr};
    if (w->stmt->is_marker) move.case_at = w->stmt->begin;
    if (lint_skips(&w->failing, expr->begin)) {
        move.fail_begin = w->fail_begin;
        move.fail_end = w->fail_end;
    }
    vec_push(w->lint->unit->arena, &w->moves, move);
}

// -- the flow ----------------------------------------------------------------

static void report(struct lint *lint, struct move *move, size_t at)
{
    size_t end = at + strlen(move->var->name);
    move->reported = true;
    lint_warn(lint, "csp-moved", at, end,
              at == move->at ? "'%s' is moved again in the next turn"
                             : "'%s' is used after it was moved",
              move->var->name);
    lint_note(lint, move->expr->begin, move->expr->begin + 1,
              "it is given away here; assign to it before it is used again");
}

static void use(struct lint_flow *flow, const struct event *event)
{
    struct walk *w = flow->context;
    for (size_t i = 0; i < w->moves.count; i++) {
        struct move *move = &w->moves.at[i];
        if (move->var != event->var) continue;
        if (lint_has(flow, i) && flow->is_final && !move->reported)
            report(flow->lint, move, event->at);
        if (move->at == event->at && !move->case_at) lint_set(flow, i);
    }
}

// Takes back the moves of sends that have failed where this happens.
static void fail(struct lint_flow *flow, const struct event *event)
{
    const struct walk *w = flow->context;
    if (event->kind == EVENT_END) return; // of a scope: on any way out
    for (size_t i = 0; i < w->moves.count; i++)
        if (event->at >= w->moves.at[i].fail_begin &&
            event->at < w->moves.at[i].fail_end)
            lint_clear(flow, i);
}

static void step(struct lint_flow *flow, const struct event *event)
{
    const struct walk *w = flow->context;
    fail(flow, event);
    switch (event->kind) {
    case EVENT_USE: use(flow, event); return;
    case EVENT_DEF:
    case EVENT_WRITE:
        for (size_t i = 0; i < w->moves.count; i++)
            if (w->moves.at[i].var == event->var) lint_clear(flow, i);
        return;
    case EVENT_NAME: // a case's marker is as good as one
        for (size_t i = 0; i < w->moves.count; i++)
            if (w->moves.at[i].case_at == event->at) lint_set(flow, i);
        return;
    case EVENT_SUSPEND:
    case EVENT_MENTION:
    case EVENT_FALL:
    case EVENT_END: return;
    }
}

void lint_moved(struct lint *lint, struct fn *fn)
{
    struct walk walk = {.lint = lint, .body = fn->body};
    if (!lint_wants(lint, "csp-moved")) return;
    tree_each(fn->body, see_stmt, see_expr, &walk);
    if (!walk.moves.count) return;
    struct lint_flow flow = {.lint = lint, .fn = fn, .step = step};
    flow.bits = walk.moves.count;
    flow.context = &walk;
    flow.state = bits_new(lint->unit->arena, flow.bits);
    lint_flow(&flow);
}
