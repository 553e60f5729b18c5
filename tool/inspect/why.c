// SPDX-License-Identifier: MIT
// why.c: --emit=why: what makes a function a coroutine, by the fewest calls, or
// why it is none. The distances to an operation that waits are found for all
// functions of the unit together, to a fixpoint.
#include "inspect/inside.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { FAR = INT_MAX };

// What a function does that makes it one.
struct reason {
    int distance; // 0: it waits itself; n: by n calls; FAR: it is none
    size_t at;
    const struct fn *callee;
    const char *does; // "chan_send"; NULL: it calls `callee`
};

struct reasons {
    struct unit *unit;
    struct map known;   // of functions
    struct reason best; // of the function at hand
    const struct expr *unevaluated;
};

static struct reason *reason_of(struct reasons *s, const struct fn *fn)
{
    union map_value *slot = map_put(s->unit->arena, &s->known, map_key(fn));
    struct reason *reason = slot->pointer;
    if (reason) return reason;
    slot->pointer = reason = ARENA_NEW(s->unit->arena, struct reason);
    reason->distance = FAR;
    return reason;
}

static void take(struct reasons *s, int distance, size_t at,
                 const struct fn *callee, const char *does)
{
    if (distance >= s->best.distance) return;
    s->best = (struct reason){distance, at, callee, does};
}

// The word for an operation's call, of csp.h or of who has called it by a
// macro.
static const char *word_of(struct unit *unit, const struct expr *call)
{
    const struct form *form = call->fn ? forms_function(call->fn->name) : NULL;
    if (call->op == OP_JOIN) return "join";
    if (!form) return "a call through a pointer";
    const char *written = written_name(unit, call->begin);
    if (written) return written;
    return form->is_long ? arena_printf(unit->arena, "csp_%s", form->name)
                         : form->name;
}

static void on_expr(struct expr *expr, void *context)
{
    struct reasons *s = context;
    if (tree_is_quiet(&s->unevaluated, expr)) return;
    if (expr->kind != EXPR_CALL) return;
    bool waits = tree_operation(expr) != OP_NONE || expr->op == OP_POINTER ||
                 expr->op == OP_JOIN;
    if (waits) {
        take(s, 0, expr->begin, NULL, word_of(s->unit, expr));
    } else if (expr->fn &&
               (expr->fn->colour.is_coroutine || expr->fn->said.annotated)) {
        int distance = reason_of(s, expr->fn)->distance;
        if (!expr->fn->body) distance = 0; // by its declaration
        if (distance < FAR - 1)
            take(s, distance + 1, expr->begin, expr->fn, NULL);
    }
}

static void on_stmt(struct stmt *stmt, void *context)
{
    struct reasons *s = context;
    if (stmt->kind == STMT_SELECT) take(s, 0, stmt->begin, NULL, "select");
    if (stmt->kind == STMT_PAR) take(s, 0, stmt->begin, NULL, "par");
    if (stmt->kind == STMT_BLOCKING) take(s, 0, stmt->begin, NULL, "blocking");
    if (stmt->kind == STMT_SCOPE)
        take(s, 0, stmt->begin, NULL, stmt->expr->fn->form->name);
}

static void find(struct reasons *s)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < s->unit->fns.count; i++) {
            const struct fn *fn = s->unit->fns.at[i];
            if (!fn->body || !fn->colour.is_coroutine) continue;
            struct reason *known = reason_of(s, fn);
            s->best = *known;
            s->unevaluated = NULL;
            tree_each_parameter(fn, on_expr, s);
            tree_each(fn->body, on_stmt, on_expr, s);
            changed |= s->best.distance < known->distance;
            *known = s->best;
        }
    }
}

struct reasons *reasons_find(struct unit *unit)
{
    struct reasons *s = ARENA_NEW(unit->arena, struct reasons);
    s->unit = unit;
    find(s);
    return s;
}

reason_steps reasons_path(struct reasons *s, const struct fn *fn)
{
    struct arena *arena = s->unit->arena;
    reason_steps path = {0};
    while (fn) {
        const struct reason *reason = reason_of(s, fn);
        bool declared = !fn->body || reason->distance == FAR;
        size_t at = !fn->body ? fn->begin : declared ? fn->name_at : reason->at;
        struct reason_step step = {.fn = fn,
                                   .text = "is declared a coroutine",
                                   .place = unit_place(s->unit, at, at)};
        if (fn->replaced.by)
            step.text =
                arena_printf(arena, "is %s under -fcsp-io", fn->replaced.by);
        if (fn->outline.outer && declared)
            step.text = arena_printf(arena, "is a task that %s starts",
                                     fn->outline.outer->name);
        if (!declared && reason->does)
            step.text = arena_printf(arena, "waits in %s", reason->does);
        if (!declared && reason->callee)
            step.text = arena_printf(arena, "calls %s", reason->callee->name);
        vec_push(arena, &path, step);
        fn = declared ? NULL : reason->callee;
    }
    return path;
}

static void put_path(struct reasons *s, struct text *out, const struct fn *fn)
{
    reason_steps path = reasons_path(s, fn);
    for (size_t i = 0; i < path.count; i++) {
        const struct reason_step *step = &path.at[i];
        text_printf(out, "    %s:%u: %s %s: %s\n", step->place.file,
                    step->place.line, step->fn->name, step->text,
                    written_line(s->unit, step->place));
    }
}

static void put_fn(struct reasons *s, struct text *out, const struct fn *fn)
{
    if (out->count) text_puts(out, "\n");
    if (fn->colour.is_coroutine) {
        text_printf(out, "%s is a coroutine%s:\n", fn->name,
                    fn->said.annotated ? ", and declared one" : "");
        put_path(s, out, fn);
    } else if (fn->colour.has_go) {
        text_printf(out,
                    "%s is a plain function: it starts tasks, which does not "
                    "wait\n",
                    fn->name);
    } else {
        text_printf(out,
                    "%s is a plain function: it waits nowhere, and calls no "
                    "coroutine\n",
                    fn->name);
    }
}

const char *inspect_why(struct unit *unit)
{
    struct text out = {.arena = unit->arena};
    struct reasons *reasons = reasons_find(unit);
    text_puts(&out, "");
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        if (fn->said.is_system || !fn->body || !machine_wanted(unit, fn))
            continue;
        if (!source_line_at(unit->source, fn->begin)->system)
            put_fn(reasons, &out, fn);
    }
    return out.at;
}
