// SPDX-License-Identifier: MIT
// loop.c: branches and loops. What stands in a header and suspends
// becomes statements: before an if or a switch, within the for (;;) that takes
// a loop's place. Called by lower.c.
#include "lower/lower.h"

void lower_if(struct lower *l, struct stmt *stmt)
{
    const char *test = lower_header(l, stmt->expr);
    size_t at = stmt->expr->end;
    writer_source(l->w, stmt->begin, stmt->expr->begin);
    writer_glue(l->w, "%s", test);
    for (size_t i = 0; i < stmt->kid_count; i++) {
        writer_source(l->w, at, stmt->kids[i]->begin);
        writer_line(l->w, stmt->kids[i]->begin);
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
    writer_source(l->w, stmt->begin, stmt->expr->begin);
    writer_glue(l->w, "%s", value);
    writer_source(l->w, stmt->expr->end, stmt->kids[0]->begin);
    lower_switch_body(l, stmt->kids[0]);
}

// The body of a loop that we rewrite: `continue` goes to `next` if not NULL.
static void lower_body(struct lower *l, struct stmt *body, const char *next)
{
    struct loop loop = {.outer = l->loop, .next = next};
    struct due *due_break = l->due_break, *due_continue = l->due_continue;
    l->loop = &loop;
    l->due_break = l->due_continue = l->due;
    writer_line(l->w, body->begin);
    lower_single(l, body);
    l->loop = loop.outer;
    l->due_break = due_break;
    l->due_continue = due_continue;
    if (next && loop.used) writer_glue(l->w, "\n%s:;", next);
    writer_glue(l->w, "\n");
}

// The same inside of braces that are there already.
static void
lower_body_in_braces(struct lower *l, struct stmt *body, const char *next)
{
    if (l->w->pretty && body->kind == STMT_COMPOUND) l->bare = body;
    lower_body(l, body, next);
}

static const char *next_label(struct lower *l)
{
    const char *name = lower_format(l, "csp_next_%zu", ++l->to->label_count);
    return names_free(l->unit, l->fn, name);
}

static void leave_unless(struct lower *l, struct expr *test)
{
    writer_glue(l->w, "if (%s) break;\n", lower_not(l, lower_header(l, test)));
}

void lower_while(struct lower *l, struct stmt *stmt)
{
    if (!stmt->expr->colour.suspends && lower_expr_stays(stmt->expr)) {
        writer_source(l->w, stmt->begin, stmt->kids[0]->begin);
        lower_body(l, stmt->kids[0], NULL);
        return;
    }
    writer_glue(l->w, "for (;;) {\n");
    leave_unless(l, stmt->expr);
    lower_body_in_braces(l, stmt->kids[0], NULL);
    writer_glue(l->w, "}");
}

void lower_do(struct lower *l, struct stmt *stmt)
{
    struct stmt *body = stmt->kids[0];
    if (!stmt->expr->colour.suspends && lower_expr_stays(stmt->expr)) {
        writer_source(l->w, stmt->begin, body->begin);
        lower_body(l, body, NULL);
        writer_source(l->w, body->end, stmt->end);
        return;
    }
    writer_glue(l->w, "for (;;) {\n");
    lower_body_in_braces(l, body, next_label(l));
    leave_unless(l, stmt->expr);
    writer_glue(l->w, "}");
}

// `for (int i = 0;` with i elsewhere is `for (i = 0;`.
static bool init_is_assignment(const struct stmt *init)
{
    if (init->kind != STMT_DECL || init->vars.count != 1 || init->types.count)
        return false;
    const struct var *var = init->vars.at[0];
    return var->frame.place != PLACE_PLAIN && var->type->class == TYPE_SCALAR &&
           var->init && !var->said.cleanup &&
           lower_unbraced(var->init)->kind != EXPR_INIT;
}

static bool header_stays(struct stmt *stmt)
{
    bool suspends = (stmt->init && stmt->init->colour.suspends) ||
                    (stmt->expr && stmt->expr->colour.suspends) ||
                    (stmt->step && stmt->step->colour.suspends);
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
        const char *to =
            var->frame.place == PLACE_RESIDENT
                ? lower_format(l, "%s->%s", l->fn->names.frame, var->out)
                : var->out;
        writer_source(l->w, at, stmt->init->begin);
        writer_glue(l->w, "%s = %s;", to,
                    lower_expr(l, lower_unbraced(var->init)));
        at = stmt->init->end;
    }
    writer_source(l->w, at, stmt->kids[0]->begin);
    lower_body(l, stmt->kids[0], NULL);
}

void lower_for(struct lower *l, struct stmt *stmt)
{
    if (header_stays(stmt)) {
        lower_for_kept(l, stmt);
        return;
    }
    struct due *outer = l->due;
    writer_glue(l->w, "{\n");
    if (stmt->init) {
        lower_stmt(l, stmt->init);
        writer_glue(l->w, "\n");
    }
    writer_glue(l->w, "for (;;) {\n");
    if (stmt->expr) leave_unless(l, stmt->expr);
    lower_body_in_braces(l, stmt->kids[0], next_label(l));
    if (stmt->step) {
        lower_full_begin(l);
        lower_effects(l, stmt->step);
        lower_full_end(l);
    }
    writer_glue(l->w, "}\n");
    lower_scope_end(l, outer);
    writer_glue(l->w, "}");
}
