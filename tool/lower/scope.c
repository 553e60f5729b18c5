// SPDX-License-Identifier: MIT
// scope.c: within, until, shield and group. A scope lies in the frame; what
// leaves the statement, by a jump or because an operation in it has failed,
// leaves the scope by what is due there, see due.c. Called by stmt.c.
#include "lower/lower.h"

#include <string.h>

#include "../../include/csp_abi.h"

// (0, &why) is what group (&why) gives, and (0) what group gives.
struct expr *lower_scope_operand(const struct stmt *stmt, size_t i)
{
    if (!tree_is_group(stmt)) return stmt->expr->kids[i];
    struct expr *given = plan_strip(stmt->expr->kids[i]);
    return given->kind == EXPR_COMMA ? given->kids[1] : NULL;
}

struct landing lower_landing(struct lower *l)
{
    const char *name = lower_format(l, "csp_end_%zu", ++l->to->label_count);
    return (struct landing){.label = names_free(l->unit, l->fn, name),
                            .outer = l->due,
                            .group = l->children};
}

struct content {
    size_t operations;
    bool other; // what may take time
};

static void weigh_stmt(struct stmt *stmt, void *context)
{
    struct content *content = context;
    if (stmt->kind != STMT_EXPR) content->other = true;
}

static void weigh_expr(struct expr *expr, void *context)
{
    struct content *content = context;
    if (expr->kind == EXPR_STATEMENT || expr->kind == EXPR_OTHER)
        content->other = true;
    if (expr->kind != EXPR_CALL) return;
    if (expr->op == OP_SEND || expr->op == OP_RECV || expr->op == OP_GET)
        content->operations++;
    else
        content->other = true;
}

// One send or receive, and nothing else that takes time: the deadline may be
// counted from where that begins to wait, if it does.
static bool is_one_operation(struct stmt *stmt)
{
    struct content content = {0};
    tree_each(stmt, weigh_stmt, weigh_expr, &content);
    return content.operations == 1 && !content.other;
}

void lower_open_scope(struct lower *l, const struct stmt *stmt,
                      struct landing *landing, const char *operands)
{
    const char *name = stmt->expr->fn->form->name;
    if (strcmp(name, "within") == 0 && is_one_operation(stmt->kids[0]))
        name = "within_one";
    writer_glue(l->w, "csp_rt_%s(csp_worker, &%s%s, %u);\n", name,
                lower_scope_name(l, stmt), operands,
                source_line_at(l->unit->source, stmt->begin)->line);
    struct due *due =
        lower_add_due(l,
                      lower_format(l, "csp_rt_scope_leave(csp_worker, &%s, 0)",
                                   lower_scope_name(l, stmt)),
                      stmt->kids[0]->begin, stmt->kids[0]->end);
    due->landing = landing;
    if (tree_is_group(stmt)) {
        due->group = stmt;
        l->children = lower_scope_name(l, stmt);
    }
}

// Behind the statement, where what unwinds lands.
void lower_close_scope(struct lower *l, const struct stmt *stmt,
                       const struct landing *landing)
{
    l->due = landing->outer;
    l->children = landing->group;
    const char *scope = lower_scope_name(l, stmt);
    bool is_group = tree_is_group(stmt);
    writer_glue(l->w, "\n");
    if (landing->used) {
        writer_glue(l->w, "csp_result = 0;\n");
        writer_label(l->w, landing->label, NULL);
    }
    if (is_group) {
        lower_wait_for_children(l, stmt, landing->used ? "csp_result" : "0",
                                stmt->begin);
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
