// SPDX-License-Identifier: MIT
// auto.c: -Wcsp-auto-chan: an auto_chan goes to a task that is started,
// without a reference of its own, and on some way its scope releases it with
// nothing before that waits for the task. Any suspension counts as waiting, but
// sleeps; and a send on the channel itself does not where the task receives
// from it until it is closed, for it then comes back to ask. A task that never
// ends nobody can wait for. Requires the graph of lint/chan.c.
#include "lint/lint.h"

#include <string.h>

enum patience {
    UNTIL_SUSPENSION, // of the starter, whichever it is
    UNTIL_CLOSED,     // the task's: sends on the channel do not tell
    FOR_EVER,
};
// A task has the channel from here on; one bit each.
struct hold {
    const struct var *var;
    const struct expr *expr; // where it is named; NULL: in a block ..
    size_t begin;            // .. that begins there
    size_t at;               // of the event that starts the task
    enum patience patience;
    bool is_reported;
};
// The head of a loop that waits inside, for it may be left there at once.
struct head {
    size_t begin, end;
    const struct var *sends; // all it waits for is sends on that; or NULL
};
struct walk {
    struct lint *lint;
    struct fn *fn;
    VEC(struct hold) holds;
    VEC(struct head) heads;
    struct map no_waits; // by offset: a suspension that tells nothing
    struct map sends;    // by offset: what it sends on, a struct var
    struct map assigned; // by offset: a variable is assigned there
    struct map waits;    // by offset: a call that may wait, or never ends
    struct map kept;     // by variable: `chan_retain(c);` for somebody
    struct lint_skip loop;
};

// -- what the task does ------------------------------------------------------

static const struct expr *bare(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST)
        expr = expr->kids[0];
    return expr;
}

static const struct var *var_of(const struct expr *expr)
{
    expr = bare(expr);
    return expr->kind == EXPR_REF ? expr->var : NULL;
}

static bool is_auto(const struct var *var)
{
    return var && var->said.cleanup &&
           strcmp(var->said.cleanup, "csp__auto_release") == 0;
}

struct task {
    const struct fn *fn;
    const struct var *param;
    bool is_endless, retains;
};

static bool is_mentioned(const struct task *task, const struct stmt *stmt)
{
    for (size_t i = 0; i < task->fn->refs.count; i++) {
        const struct ref *ref = &task->fn->refs.at[i];
        if (ref->kind == REF_VAR && ref->to.var == task->param &&
            ref->begin >= stmt->begin && ref->begin < stmt->end)
            return true;
    }
    return false;
}

static void see_endless(struct stmt *stmt, void *context)
{
    struct task *task = context;
    bool loops = stmt->kind == STMT_FOR || stmt->kind == STMT_WHILE ||
                 stmt->kind == STMT_DO;
    if (!loops || lint_leaves(stmt)) return;
    const char *condition = "1";
    if (stmt->expr)
        condition = unit_excerpt(task->fn->unit, bare(stmt->expr)->begin,
                                 bare(stmt->expr)->end, 20);
    if (strcmp(condition, "1") == 0 || strcmp(condition, "true") == 0)
        task->is_endless |= is_mentioned(task, stmt);
}

static void see_retain(struct expr *expr, void *context)
{
    struct task *task = context;
    if (lint_is_call(expr, "csp__retain") &&
        var_of(expr->kids[1]) == task->param)
        task->retains = true;
}

static struct task look_at(const struct fn *fn, const struct var *param)
{
    struct task task = {.fn = fn, .param = param};
    tree_each(fn->body, see_endless, see_retain, &task);
    return task;
}

// -- who holds what ----------------------------------------------------------

// fn, param: what the task runs, and what the channel is there; NULL: not seen.
static void add_hold(struct walk *w, struct hold hold, const struct fn *fn,
                     const struct var *param)
{
    if (!is_auto(hold.var) || hold.var->fn != w->fn) return;
    if (fn && fn->body && param) {
        struct task task = look_at(fn, param);
        if (task.retains) return;
        if (param->node && param->node->loop) hold.patience = UNTIL_CLOSED;
        if (task.is_endless) hold.patience = FOR_EVER;
    }
    // At its end the program ends, and with it who waits there.
    if (hold.patience == FOR_EVER && w->fn->said.is_main) return;
    vec_push(w->lint->unit->arena, &w->holds, hold);
}

static void see_start(struct walk *w, const struct expr *call)
{
    if (call->kind != EXPR_CALL || !call->kid_count) return;
    for (size_t i = 1; i < call->kid_count; i++) {
        struct hold hold = {.var = var_of(call->kids[i])};
        if (!hold.var) continue;
        hold.expr = bare(call->kids[i]);
        hold.at = plan_strip(call->kids[0])->begin;
        const struct fn *fn = call->fn;
        bool known = fn && fn->body && i <= fn->params.count;
        add_hold(w, hold, fn, known ? fn->params.at[i - 1] : NULL);
    }
}

static void see_block(struct walk *w, const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->outline.branches.count; i++) {
        const struct fn *block = stmt->outline.branches.at[i];
        for (size_t k = 0; k < block->params.count; k++) {
            const struct var *param = block->params.at[k];
            struct hold hold = {.var = param->outline.original};
            hold.begin = block->begin;
            hold.at = stmt->begin;
            add_hold(w, hold, block, param);
        }
    }
}

// -- what waits --------------------------------------------------------------

static void note(struct walk *w, struct map *map, size_t at, const void *what)
{
    map_put(w->lint->unit->arena, map, at)->pointer = (void *)(uintptr_t)what;
}

// What a loop waits for inside.
struct inside {
    struct walk *walk;
    const struct var *sends;
    bool pauses, waits;
};

static bool is_pause(const struct expr *expr)
{
    return expr->op == OP_SLEEP || expr->op == OP_YIELD;
}

static void find_wait(struct expr *expr, void *context)
{
    struct inside *inside = context;
    const struct var *sent = NULL;
    if (expr->kind != EXPR_CALL || expr->op == OP_NONE) return;
    if (expr->op == OP_SEND && !expr->colour.is_case)
        sent = var_of(expr->kids[1]);
    if (is_pause(expr))
        inside->pauses = true;
    else if (sent && (!inside->sends || inside->sends == sent))
        inside->sends = sent;
    else
        inside->waits = true;
}

// In a loop that sends, a pause is no question whether the task has ended.
static void note_pause(struct expr *expr, void *context)
{
    const struct inside *inside = context;
    if (is_pause(expr))
        note(inside->walk, &inside->walk->sends, expr->begin, inside->sends);
}

static void see_loop(struct walk *w, const struct stmt *stmt)
{
    struct inside inside = {.walk = w};
    tree_each(stmt->kids[0], NULL, find_wait, &inside);
    if (inside.sends && inside.pauses)
        tree_each(stmt->kids[0], NULL, note_pause, &inside);
    struct head head = {stmt->begin, stmt->kids[0]->begin, inside.sends};
    if (inside.waits) head.sends = NULL;
    if ((inside.waits || inside.pauses || inside.sends) &&
        stmt->kind != STMT_DO)
        vec_push(w->lint->unit->arena, &w->heads, head);
    lint_skip_to(&w->loop, stmt->end);
}

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    if (stmt->kind == STMT_WHILE || stmt->kind == STMT_DO ||
        stmt->kind == STMT_FOR)
        see_loop(w, stmt);
    if (stmt->kind == STMT_GO && stmt->expr) see_start(w, stmt->expr);
    if (stmt->kind == STMT_GO && !stmt->outline.gather) see_block(w, stmt);
    if (stmt->kind != STMT_EXPR) return;
    const struct expr *whole = bare(stmt->expr);
    if (lint_is_call(whole, "csp__retain") && var_of(whole->kids[1]))
        note(w, &w->kept, map_key(var_of(whole->kids[1])), whole);
}

static void see_expr(struct expr *expr, void *context)
{
    struct walk *w = context;
    if (expr->said.is_spawn) see_start(w, plan_spawned(expr));
    if (expr->kind == EXPR_ASSIGN && var_of(expr->kids[0]))
        note(w, &w->assigned, bare(expr->kids[0])->begin, expr);
    if (is_pause(expr) && !lint_skips(&w->loop, expr->begin))
        note(w, &w->no_waits, expr->begin, expr);
    if (expr->op == OP_SEND && expr->kid_count > 1)
        note(w, &w->sends, expr->begin, var_of(expr->kids[1]));
}

// Calls that never return, and in a plain function those that may wait: all but
// what is known not to.
static void find_calls(struct walk *w)
{
    bool is_plain = !w->fn->colour.is_coroutine;
    for (size_t i = 0; i < w->fn->lint->calls.count; i++) {
        const struct expr *call = w->fn->lint->calls.at[i].expr;
        bool ours = strncmp(call->fn->name, "csp_", 4) == 0;
        bool waits = is_plain && (!ours || strstr(call->fn->name, "recv"));
        if (waits || lint_never_returns(call))
            note(w, &w->waits, bare(call->kids[0])->begin, call);
    }
}

// -- the flow ----------------------------------------------------------------

static void report(struct walk *w, struct hold *hold)
{
    const struct var *var = hold->var;
    size_t begin = hold->expr ? hold->expr->begin : hold->begin;
    hold->is_reported = true;
    lint_warn(w->lint, "csp-auto-chan", begin,
              hold->expr ? hold->expr->end : begin + 1,
              "the task may still use '%s' when its scope releases it",
              var->name);
    lint_note(w->lint, var->name_at, var->name_at + strlen(var->name),
              hold->patience == UNTIL_SUSPENSION
                  ? "this scope may end with nothing that waits for the task"
              : hold->patience == UNTIL_CLOSED
                  ? "this scope may end while the task, which receives until "
                    "the channel is closed, still asks for more"
                  : "this scope ends, and the task never does");
    lint_note(w->lint, begin, begin + 1,
              "give it a reference of its own, chan_retain(%s), which the task "
              "releases",
              var->name);
}

static bool is_outside(const struct hold *hold, const struct event *event)
{
    const struct scope *scope = hold->var->scope;
    if (event->kind == EVENT_END && event->at == scope->end) return true;
    return event->at < scope->begin || event->at > scope->end;
}

// It waits only for the channel to take a value of ours.
static bool tells_nothing(const struct hold *hold, const struct var *sent)
{
    return sent && hold->patience == UNTIL_CLOSED && sent == hold->var;
}

static bool ends_wait(const struct walk *w, const struct hold *hold,
                      const struct event *event)
{
    if (map_get(&w->assigned, event->at) && event->var == hold->var)
        return true;
    if (event->kind == EVENT_NAME && map_get(&w->waits, event->at)) return true;
    if (hold->patience == FOR_EVER) return false;
    for (size_t i = 0; i < w->heads.count; i++) {
        const struct head *head = &w->heads.at[i];
        if (event->at >= head->begin && event->at < head->end &&
            hold->at < event->at && !tells_nothing(hold, head->sends))
            return true;
    }
    if (event->kind != EVENT_SUSPEND || map_get(&w->no_waits, event->at))
        return false;
    const union map_value *sent = map_get(&w->sends, event->at);
    return !sent || !tells_nothing(hold, sent->pointer);
}

static void step(struct lint_flow *flow, const struct event *event)
{
    struct walk *w = flow->context;
    for (size_t i = 0; i < w->holds.count; i++) {
        struct hold *hold = &w->holds.at[i];
        bool starts = hold->at == event->at && event->kind != EVENT_SUSPEND;
        if (lint_has(flow, i) && is_outside(hold, event)) {
            if (flow->is_final && !hold->is_reported) report(w, hold);
            lint_clear(flow, i);
        } else if (starts) {
            lint_set(flow, i);
        } else if (ends_wait(w, hold, event)) {
            lint_clear(flow, i);
        }
    }
}

void lint_auto(struct lint *lint, struct fn *fn)
{
    struct walk walk = {.lint = lint, .fn = fn};
    if (!lint_wants(lint, "csp-auto-chan")) return;
    tree_each(fn->body, see_stmt, see_expr, &walk);
    size_t kept = 0;
    for (size_t i = 0; i < walk.holds.count; i++)
        if (!map_get(&walk.kept, map_key(walk.holds.at[i].var)))
            walk.holds.at[kept++] = walk.holds.at[i];
    walk.holds.count = kept;
    if (!kept) return;
    find_calls(&walk);
    struct lint_flow flow = {.lint = lint, .fn = fn, .step = step};
    flow.bits = kept;
    flow.context = &walk;
    flow.state = bits_new(lint->unit->arena, flow.bits);
    lint_flow(&flow);
}
