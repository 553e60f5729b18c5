// SPDX-License-Identifier: MIT
// thread.c: -Wcsp-thread-local: the address of thread-local storage is
// kept over a suspension, after which the task may be on another thread, or is
// given to another task. Follows variables that live in C locals: which of them
// may hold such an address, and which one from before a suspension.
#include "lint/lint.h"

// A variable gets such an address.
struct taking {
    size_t at; // of the event that assigns
    const struct var *var;
    const struct expr *object;
    const char *name;
    size_t suspension; // a suspension that it crossed; 0: none
    bool reported;
};
struct walk {
    struct lint *lint;
    const struct expr *call; // gets the address as an argument
    size_t at;               // the assignment that we look into
    const struct var *var;
    VEC(struct taking) takings; // two bits each: fresh, stale
};

// -- what a function does with such addresses --------------------------------

static void add_taking(const struct lint_address *address)
{
    struct walk *w = address->context;
    if (address->root != ROOT_THREAD) return;
    struct taking taking = {.at = w->at, .var = w->var};
    taking.object = address->expr;
    taking.name = address->name;
    vec_push(w->lint->unit->arena, &w->takings, taking);
}

static void
look(struct walk *w, const struct var *var, size_t at, struct expr *value)
{
    if (!value || var->live.bit < 0) return;
    w->var = var;
    w->at = at;
    lint_each_address(w->lint->unit, value, add_taking, w);
}

static void given_away(const struct lint_address *address)
{
    struct walk *w = address->context;
    if (address->root != ROOT_THREAD) return;
    lint_warn(w->lint, "csp-thread-local", address->expr->begin,
              address->expr->end,
              "another task, perhaps on another thread, gets the address of "
              "this thread's '%s'",
              address->name);
    lint_note(w->lint, address->expr->begin, address->expr->begin + 1,
              "pass its value, or the address of a variable of all threads");
}

static void kept_by_callee(const struct lint_address *address)
{
    struct walk *w = address->context;
    if (address->root != ROOT_THREAD) return;
    lint_warn(w->lint, "csp-thread-local", address->expr->begin,
              address->expr->end,
              "coroutine '%s' keeps the address of thread-local '%s' over a "
              "suspension",
              w->call->fn->name, address->name);
    lint_note(w->lint, w->var->name_at, w->var->name_at + 1,
              "in '%s', when the task may be on another thread", w->var->name);
}

static void look_at_arguments(struct walk *w, const struct expr *call)
{
    const struct fn *fn = call->fn;
    for (size_t i = 0; i + 1 < call->kid_count && i < fn->params.count; i++) {
        w->call = call;
        w->var = fn->params.at[i];
        if (w->var->live.crosses)
            lint_each_address(w->lint->unit, call->kids[i + 1], kept_by_callee,
                              w);
    }
}

static void look_at_started(struct walk *w, const struct expr *call)
{
    for (size_t i = 1; call->kind == EXPR_CALL && i < call->kid_count; i++)
        lint_each_address(w->lint->unit, call->kids[i], given_away, w);
}

static void see_expr(struct expr *expr, void *context)
{
    struct walk *w = context;
    if (expr->said.is_spawn) look_at_started(w, plan_spawned(expr));
    if (expr->kind == EXPR_CALL && expr->fn && expr->op == OP_COROUTINE)
        look_at_arguments(w, expr);
    if (expr->kind != EXPR_ASSIGN) return;
    const struct expr *left = plan_strip(expr->kids[0]);
    if (left->kind == EXPR_REF && left->var)
        look(w, left->var, left->begin, expr->kids[1]);
}

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    if (stmt->kind == STMT_GO && stmt->expr) look_at_started(w, stmt->expr);
    for (size_t i = 0; i < stmt->vars.count; i++) {
        const struct var *var = stmt->vars.at[i];
        if (var->storage == STORAGE_AUTO) look(w, var, var->name_at, var->init);
    }
}

// -- the flow ----------------------------------------------------------------

static void assign(struct lint_flow *flow, const struct event *event)
{
    const struct walk *w = flow->context;
    for (size_t i = 0; i < w->takings.count; i++) {
        if (w->takings.at[i].var != event->var) continue;
        lint_clear(flow, 2 * i);
        lint_clear(flow, 2 * i + 1);
        if (w->takings.at[i].at == event->at) lint_set(flow, 2 * i);
    }
}

static void suspend(struct lint_flow *flow, size_t at)
{
    struct walk *w = flow->context;
    for (size_t i = 0; i < w->takings.count; i++) {
        if (!lint_has(flow, 2 * i)) continue;
        lint_set(flow, 2 * i + 1);
        if (!w->takings.at[i].suspension) w->takings.at[i].suspension = at;
    }
}

static void use(struct lint_flow *flow, const struct event *event)
{
    struct walk *w = flow->context;
    struct lint *lint = flow->lint;
    for (size_t i = 0; flow->is_final && i < w->takings.count; i++) {
        struct taking *one = &w->takings.at[i];
        if (one->var != event->var || one->reported) continue;
        if (!lint_has(flow, 2 * i + 1)) continue;
        one->reported = true;
        lint_warn(lint, "csp-thread-local", event->at, event->at + 1,
                  "'%s' still holds the address of thread-local '%s' from "
                  "before a suspension",
                  one->var->name, one->name);
        lint_note(lint, one->suspension, one->suspension + 1,
                  "after it the task may be on another thread");
        lint_note(lint, one->object->begin, one->object->end,
                  "the address is taken here; take it again");
    }
}

static void step(struct lint_flow *flow, const struct event *event)
{
    switch (event->kind) {
    case EVENT_USE: use(flow, event); return;
    case EVENT_DEF:
    case EVENT_WRITE: assign(flow, event); return;
    case EVENT_SUSPEND: suspend(flow, event->at); return;
    case EVENT_MENTION:
    case EVENT_FALL:
    case EVENT_NAME:
    case EVENT_END: return;
    }
}

void lint_thread(struct lint *lint, struct fn *fn)
{
    struct walk walk = {.lint = lint};
    if (!lint_wants(lint, "csp-thread-local")) return;
    tree_each(fn->body, see_stmt, see_expr, &walk);
    if (!walk.takings.count) return;
    struct lint_flow flow = {.lint = lint, .fn = fn, .step = step};
    flow.bits = 2 * walk.takings.count;
    flow.context = &walk;
    flow.state = bits_new(lint->unit->arena, flow.bits);
    lint_flow(&flow);
}
