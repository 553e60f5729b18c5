// SPDX-License-Identifier: MIT
// fall.c: -Wcsp-fallthrough: the statements of a case of a select run into
// the next case. In a select that is seldom meant: in Go no case does so. Cases
// one directly after the other share their statements and are silent, as is a
// way on which [[fallthrough]] comes last.
#include "lint/lint.h"

#include <string.h>

struct walk {
    struct lint *lint;
    struct map ends;   // by offset: an event there ends the way, or excuses it
    struct map labels; // by offset: a case of a select, if it is not reported
    size_t count;      // of labels
};

static void add(struct walk *w, struct map *map, size_t at)
{
    map_put(w->lint->unit->arena, map, at)->number = 1;
}

static bool has(const struct map *map, size_t at)
{
    const union map_value *value = map_get(map, at);
    return value && value->number;
}

// The label of a case that stands in the braces of its own accord, not one that
// follows another case's label directly.
static const struct stmt *case_of(const struct stmt *stmt)
{
    while (stmt->kind == STMT_LABEL && !strstr(stmt->label, "csp__ready_"))
        stmt = stmt->kids[0];
    bool is_case = stmt->kind == STMT_CASE || stmt->kind == STMT_DEFAULT;
    return is_case ? stmt : NULL;
}

static bool is_annotation(const struct unit *unit, const struct stmt *stmt)
{
    return stmt->kind == STMT_ATTRIBUTED && stmt->kids[0]->kind == STMT_NULL &&
           strstr(unit_excerpt(unit, stmt->begin, stmt->end, 200),
                  "fallthrough");
}

static void see_stmt(struct stmt *stmt, void *context)
{
    struct walk *w = context;
    if (is_annotation(w->lint->unit, stmt)) add(w, &w->ends, stmt->begin);
    if (stmt->kind != STMT_SELECT) return;
    const struct stmt *braces = stmt->kids[0];
    for (size_t i = 0; i < braces->kid_count; i++) {
        const struct stmt *label = case_of(braces->kids[i]);
        if (!label) continue;
        add(w, &w->labels, label->begin);
        w->count++;
    }
}

static void see_expr(struct expr *expr, void *context)
{
    struct walk *w = context;
    if (lint_never_returns(expr))
        add(w, &w->ends, plan_strip(expr->kids[0])->begin);
}

static void report(struct walk *w, size_t at)
{
    map_put(w->lint->unit->arena, &w->labels, at)->number = 0;
    lint_warn(w->lint, "csp-fallthrough", at, at + 1,
              "the case above this one falls through into it");
    lint_note(
        w->lint, at, at + 1,
        "end it with 'break;', or with '[[fallthrough]];' if it is meant");
}

// One bit: this way has not come to an end, nor said that it falls.
static void step(struct lint_flow *flow, const struct event *event)
{
    struct walk *w = flow->context;
    if (event->kind != EVENT_FALL && event->kind != EVENT_NAME) return;
    if (has(&w->ends, event->at)) {
        lint_clear(flow, 0);
        return;
    }
    if (event->kind != EVENT_FALL) return;
    if (flow->is_final && lint_has(flow, 0) && has(&w->labels, event->at))
        report(w, event->at);
    lint_set(flow, 0);
}

void lint_fall(struct lint *lint, struct fn *fn)
{
    struct walk walk = {.lint = lint};
    if (!lint_wants(lint, "csp-fallthrough")) return;
    tree_each(fn->body, see_stmt, see_expr, &walk);
    if (!walk.count) return;
    struct lint_flow flow = {.lint = lint, .fn = fn, .step = step, .bits = 1};
    uint64_t state = 1;
    flow.state = &state;
    flow.context = &walk;
    lint_flow(&flow);
}
