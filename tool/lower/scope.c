// SPDX-License-Identifier: MIT
// scope.c: within, until, shield and group. A scope lies in the frame; what
// leaves the statement, by a jump or because an operation in it has failed,
// leaves the scope by what is due there, see lower.c. Called by lower.c.
#include "lower/lower.h"
#include "../../include/csp_abi.h"

static const char *operand(struct lower *l, const struct expr *call, size_t i)
{
    struct expr *kid = call->kids[i];
    return lower_out_of_op(l, kid, lower_operand(l, kid));
}

// (0, &why) is what group (&why) gives.
static const char *why_of(struct lower *l, const struct expr *call)
{
    struct expr *given = plan_strip(call->kids[1]);
    if (given->kind != EXPR_COMMA) return "0";
    struct expr *why = given->kids[1];
    return lower_out_of_op(l, why, lower_operand(l, why));
}

static void
open_scope(struct lower *l, const struct stmt *stmt, const char *scope)
{
    const struct expr *call = stmt->expr;
    const char *word = call->fn->form->name;
    lower_full_begin(l);
    struct text text = {.arena = l->unit->arena};
    text_puts(&text, "");
    if (tree_is_group(stmt))
        text_printf(&text, ", %s", why_of(l, call));
    else
        for (size_t i = 1; i < call->kid_count; i++)
            text_printf(&text, ", %s", operand(l, call, i));
    writer_glue(l->w, "csp_rt_%s(csp_worker, &%s%s);\n", word, scope, text.at);
    lower_full_end(l);
}

// Behind the statement, where what unwinds lands.
static void
close_scope(struct lower *l, struct stmt *stmt, const struct landing *landing)
{
    const char *scope = lower_scope_name(l, stmt);
    bool is_group = tree_is_group(stmt);
    writer_glue(l->w, "\n");
    if (landing->used)
        writer_glue(l->w, "csp_result = 0;\n%s:;\n", landing->label);
    if (is_group) {
        lower_wait_for_children(l, stmt, landing->used ? "csp_result" : "0");
        writer_glue(l->w, "csp_result = csp_rt_group_leave(csp_worker, &%s);\n",
                    scope);
        lower_unwind_if(l, "csp_result");
    } else if (landing->used) {
        writer_glue(l->w,
                    "csp_result = csp_rt_scope_leave(csp_worker, &%s, "
                    "csp_result);\n",
                    scope);
        lower_unwind_if(l, "csp_result");
    } else {
        writer_glue(l->w, "csp_rt_scope_leave(csp_worker, &%s, 0);\n", scope);
    }
}

void lower_scope(struct lower *l, struct stmt *stmt)
{
    struct due *outer = l->due;
    const char *group = l->children;
    const char *name = lower_format(l, "csp_end_%zu", ++l->to->label_count);
    struct landing landing = {.label = names_free(l->unit, l->fn, name)};
    writer_glue(l->w, "{\n");
    open_scope(l, stmt, lower_scope_name(l, stmt));
    struct due *due =
        lower_add_due(l,
                      lower_format(l, "csp_rt_scope_leave(csp_worker, &%s, 0)",
                                   lower_scope_name(l, stmt)),
                      stmt->kids[0]->begin, stmt->kids[0]->end);
    due->landing = &landing;
    if (tree_is_group(stmt)) {
        due->group = stmt;
        l->children = lower_scope_name(l, stmt);
    }
    lower_single(l, stmt->kids[0]);
    l->due = outer;
    l->children = group;
    close_scope(l, stmt, &landing);
    writer_glue(l->w, "}");
}

struct group_search {
    size_t at;
    const struct stmt *found;
};

static void find_group(struct stmt *stmt, void *context)
{
    struct group_search *search = context;
    if (stmt->begin <= search->at && search->at < stmt->end &&
        tree_is_group(stmt))
        search->found = stmt; // inner ones come later
}

const char *lower_outer_group(struct lower *l)
{
    const char *frame = l->fn->names.frame;
    for (const struct fn *fn = l->fn; fn->outline.outer;
         fn = fn->outline.outer) {
        struct group_search search = {.at = fn->begin};
        frame = lower_format(l, "%s->csp_up", frame);
        tree_each(fn->outline.outer->body, find_group, NULL, &search);
        if (search.found)
            return lower_format(l, "%s->csp_group_%zu", frame,
                                search.found->opened);
    }
    return NULL;
}
