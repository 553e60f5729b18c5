// SPDX-License-Identifier: MIT
// lower_loop.c: branches and loops. What stands in a header and suspends
// becomes statements: before an if or a switch, within the for (;;) that takes
// a loop's place. Called by lower.c.
#include "lower.h"

void lower_if(struct lower *l, struct stmt *stmt)
{
    const char *test = lower_header(l, stmt->expr);
    size_t at = stmt->expr->end;
    lower_source(l, stmt->begin, stmt->expr->begin);
    lower_glue(l, "%s", test);
    for (size_t i = 0; i < stmt->kid_count; i++) {
        lower_source(l, at, stmt->kids[i]->begin);
        lower_line(l, stmt->kids[i]->begin);
        lower_single(l, stmt->kids[i]);
        at = stmt->kids[i]->end;
    }
}

void lower_switch_body(struct lower *l, struct stmt *body)
{
    struct due *due_break = l->due_break;
    l->due_break = l->due;
    lower_single(l, body);
    l->due_break = due_break;
}

void lower_switch(struct lower *l, struct stmt *stmt)
{
    const char *value = lower_header(l, stmt->expr);
    lower_source(l, stmt->begin, stmt->expr->begin);
    lower_glue(l, "%s", value);
    lower_source(l, stmt->expr->end, stmt->kids[0]->begin);
    lower_switch_body(l, stmt->kids[0]);
}

// The body of a loop that we rewrite: `continue` goes to `next` if not NULL.
static void lower_body(struct lower *l, struct stmt *body, const char *next)
{
    struct loop loop = {.outer = l->loop, .next = next};
    struct due *due_break = l->due_break, *due_continue = l->due_continue;
    l->loop = &loop;
    l->due_break = l->due_continue = l->due;
    lower_line(l, body->begin);
    lower_single(l, body);
    l->loop = loop.outer;
    l->due_break = due_break;
    l->due_continue = due_continue;
    if (next && loop.used) lower_glue(l, "\n%s:;", next);
    lower_glue(l, "\n");
}

// The same inside of braces that are there already.
static void
lower_body_in_braces(struct lower *l, struct stmt *body, const char *next)
{
    if (l->pretty && body->kind == STMT_COMPOUND) l->bare = body;
    lower_body(l, body, next);
}

static const char *next_label(struct lower *l)
{
    const char *name = lower_format(l, "csp_next_%zu", ++l->to->label_count);
    return names_free(l->unit, l->fn, name);
}

static void leave_unless(struct lower *l, struct expr *test)
{
    lower_glue(l, "if (%s) break;\n", lower_not(l, lower_header(l, test)));
}

void lower_while(struct lower *l, struct stmt *stmt)
{
    if (!stmt->expr->suspends && lower_expr_stays(stmt->expr)) {
        lower_source(l, stmt->begin, stmt->kids[0]->begin);
        lower_body(l, stmt->kids[0], NULL);
        return;
    }
    lower_glue(l, "for (;;) {\n");
    leave_unless(l, stmt->expr);
    lower_body_in_braces(l, stmt->kids[0], NULL);
    lower_glue(l, "}");
}

void lower_do(struct lower *l, struct stmt *stmt)
{
    struct stmt *body = stmt->kids[0];
    if (!stmt->expr->suspends && lower_expr_stays(stmt->expr)) {
        lower_source(l, stmt->begin, body->begin);
        lower_body(l, body, NULL);
        lower_source(l, body->end, stmt->end);
        return;
    }
    lower_glue(l, "for (;;) {\n");
    lower_body_in_braces(l, body, next_label(l));
    leave_unless(l, stmt->expr);
    lower_glue(l, "}");
}

// `for (int i = 0;` with i elsewhere is `for (i = 0;`.
static bool init_is_assignment(const struct stmt *init)
{
    if (init->kind != STMT_DECL || init->vars.count != 1 || init->types.count)
        return false;
    const struct var *var = init->vars.at[0];
    return var->place != PLACE_PLAIN && var->type->class == TYPE_SCALAR &&
           var->init && !var->cleanup &&
           lower_unbraced(var->init)->kind != EXPR_INIT;
}

static bool header_stays(struct stmt *stmt)
{
    bool suspends = (stmt->init && stmt->init->suspends) ||
                    (stmt->expr && stmt->expr->suspends) ||
                    (stmt->step && stmt->step->suspends);
    if (suspends || !lower_expr_stays(stmt->expr) ||
        !lower_expr_stays(stmt->step))
        return false;
    if (!stmt->init || stmt->init->verbatim) return true;
    return init_is_assignment(stmt->init);
}

static void lower_for_kept(struct lower *l, struct stmt *stmt)
{
    size_t at = stmt->begin;
    if (stmt->init && !stmt->init->verbatim) {
        const struct var *var = stmt->init->vars.at[0];
        const char *to = var->place == PLACE_RESIDENT
                             ? lower_format(l, "%s->%s", l->fn->frame, var->out)
                             : var->out;
        lower_source(l, at, stmt->init->begin);
        lower_glue(l, "%s = %s;", to, lower_expr(l, lower_unbraced(var->init)));
        at = stmt->init->end;
    }
    lower_source(l, at, stmt->kids[0]->begin);
    lower_body(l, stmt->kids[0], NULL);
}

void lower_for(struct lower *l, struct stmt *stmt)
{
    if (header_stays(stmt)) {
        lower_for_kept(l, stmt);
        return;
    }
    struct due *outer = l->due;
    lower_glue(l, "{\n");
    if (stmt->init) {
        lower_stmt(l, stmt->init);
        lower_glue(l, "\n");
    }
    lower_glue(l, "for (;;) {\n");
    if (stmt->expr) leave_unless(l, stmt->expr);
    lower_body_in_braces(l, stmt->kids[0], next_label(l));
    if (stmt->step) {
        lower_full_begin(l);
        lower_effects(l, stmt->step);
        lower_full_end(l);
    }
    lower_glue(l, "}\n");
    lower_scope_end(l, outer);
    lower_glue(l, "}");
}
