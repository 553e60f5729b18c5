// SPDX-License-Identifier: MIT
// task.c: -Wcsp-unused-task: a spawn whose handle nobody uses, neither to
// join nor to drop it: the value is thrown away, or the variable that gets it
// is read on no way from there.
#include "lint/lint.h"

#include <stdlib.h>

struct spawn {
    size_t at; // of the event that assigns
    const struct var *var;
    const struct expr *expr;
};
struct walk {
    struct lint *lint;
    VEC(struct spawn) spawns;
};

static const struct expr *spawn_in(const struct expr *expr)
{
    while (expr && (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST))
        expr = expr->kids[0];
    return expr && expr->said.is_spawn ? expr : NULL;
}

static void note_cure(struct lint *lint, const struct expr *expr)
{
    lint_note(lint, expr->begin, expr->begin + 1,
              "join waits for it, task_drop lets it go on; go starts a task "
              "without a handle");
}

static void
see(struct walk *w, const struct var *var, size_t at, const struct expr *value)
{
    const struct expr *expr = spawn_in(value);
    if (!expr || var->live.bit < 0) return;
    struct spawn spawn = {at, var, expr};
    vec_push(w->lint->unit->arena, &w->spawns, spawn);
}

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    for (size_t i = 0; i < stmt->vars.count; i++)
        see(w, stmt->vars.at[i], stmt->vars.at[i]->name_at,
            stmt->vars.at[i]->init);
    if (stmt->kind != STMT_EXPR) return;
    const struct expr *whole = plan_strip(stmt->expr);
    if (whole->said.is_spawn) { // `(void)spawn(...)` is meant
        lint_warn(w->lint, "csp-unused-task", whole->begin, whole->begin + 1,
                  "the handle of this task is thrown away");
        note_cure(w->lint, whole);
    }
    if (whole->kind != EXPR_ASSIGN) return;
    const struct expr *left = plan_strip(whole->kids[0]);
    if (left->kind == EXPR_REF && left->var)
        see(w, left->var, left->begin, whole->kids[1]);
}

// -- the flow ----------------------------------------------------------------

static void check_def(struct walk *w, const struct event *event)
{
    for (size_t i = 0; i < w->spawns.count; i++) {
        const struct spawn *spawn = &w->spawns.at[i];
        if (spawn->at != event->at || spawn->var != event->var) continue;
        lint_warn(w->lint, "csp-unused-task", spawn->expr->begin,
                  spawn->expr->begin + 1,
                  "this task is never joined or dropped: nothing uses '%s' "
                  "after this",
                  spawn->var->name);
        note_cure(w->lint, spawn->expr);
    }
}

static void check_block(struct walk *w, const struct block *block,
                        uint64_t *live, size_t words)
{
    for (size_t i = 0; i < words; i++)
        live[i] = 0;
    for (size_t i = 0; i < block->next.count; i++)
        bits_add(live, block->next.at[i]->live_in, words);
    for (size_t i = block->events.count; i > 0; i--) {
        const struct event *event = &block->events.at[i - 1];
        if (!event->var) continue;
        size_t bit = (size_t)event->var->live.bit;
        if (event->kind == EVENT_DEF && !bits_has(live, bit))
            check_def(w, event);
        if (event->kind == EVENT_DEF) bits_clear(live, bit);
        if (event->kind == EVENT_USE) bits_set(live, bit);
    }
}

void lint_task(struct lint *lint, struct fn *fn)
{
    struct walk walk = {.lint = lint};
    if (!lint_wants(lint, "csp-unused-task")) return;
    tree_each(fn->body, see_stmt, NULL, &walk);
    if (!walk.spawns.count) return;
    struct cfg *cfg = lint_cfg(lint, fn);
    live_solve(lint->unit, cfg);
    size_t count = (size_t)fn->live_count, words = bits_words(count);
    uint64_t *live = bits_new(lint->unit->arena, count);
    for (size_t i = 0; i < cfg->blocks.count; i++)
        check_block(&walk, cfg->blocks.at[i], live, words);
}
