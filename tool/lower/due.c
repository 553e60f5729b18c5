// SPDX-License-Identifier: MIT
// due.c: what is due where a scope is left: cleanup functions, arrays of
// variable length, scopes and groups of csp.h; and how what unwinds gets there.
// Called by lower/*.c.
#include "lower/lower.h"
#include "../../include/csp_abi.h"

const char *lower_scope_name(struct lower *l, const struct stmt *stmt)
{
    return lower_format(l, "%s->csp_%s_%zu", l->fn->names.frame,
                        tree_is_group(stmt) ? "group" : "scope", stmt->opened);
}

void lower_wait_for_children(struct lower *l, const struct stmt *group,
                             const char *leaving, size_t at)
{
    lower_waits(l);
    writer_glue(
        l->w, "csp_result = csp_rt_group_end(csp_worker, &%s->csp, &%s, %s);\n",
        l->fn->names.frame, lower_scope_name(l, group), leaving);
    lower_suspend(l, lower_point(l, CSP_POINT_GROUP, "GROUP", NULL, at), NULL);
}

static void leave_group(struct lower *l, const struct stmt *group, size_t at)
{
    lower_wait_for_children(l, group, "1", at);
    writer_glue(l->w, "csp_rt_group_leave(csp_worker, &%s);\n",
                lower_scope_name(l, group));
}

void lower_dues(struct lower *l, const struct due *until, size_t at)
{
    for (const struct due *due = l->due; due != until; due = due->outer)
        if (due->group)
            leave_group(l, due->group, at);
        else
            writer_glue(l->w, "%s;\n", due->call);
}

void lower_scope_end(struct lower *l, struct due *outer)
{
    if (l->due != outer) writer_glue(l->w, "\n");
    lower_dues(l, outer, 0); // a group is left by a jump, or in scope.c
    l->due = outer;
}

struct due *
lower_add_due(struct lower *l, const char *call, size_t from, size_t to)
{
    struct due *due = ARENA_NEW(l->unit->arena, struct due);
    *due = (struct due){.outer = l->due, .call = call, .from = from, .to = to};
    return l->due = due;
}

static struct due *innermost_scope(struct lower *l)
{
    struct due *due = l->due;
    while (due && !due->landing)
        due = due->outer;
    return due;
}

void lower_unwind(struct lower *l)
{
    struct due *scope = innermost_scope(l);
    lower_dues(l, scope, 0); // nor does this pass the landing of a group
    if (!scope) {
        writer_glue(l->w, "return CSP_UNWOUND;\n");
        return;
    }
    scope->landing->used = true;
    writer_glue(l->w, "goto %s;\n", scope->landing->label);
}

void lower_unwind_if(struct lower *l, const char *condition)
{
    bool braces = l->due != innermost_scope(l);
    writer_glue(l->w, braces ? "if (%s) {\n" : "if (%s) ", condition);
    lower_unwind(l);
    if (braces) writer_glue(l->w, "}\n");
}

// A goto leaves the scopes of the variables that its label does not stand in.
const struct due *lower_due_at_label(struct lower *l, const char *label)
{
    const struct stmt *found = tree_label(l->fn->body, label);
    size_t at = found ? found->begin : 0;
    const struct due *due = l->due;
    while (due && (at < due->from || at >= due->to))
        due = due->outer;
    return due;
}
