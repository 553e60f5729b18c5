// SPDX-License-Identifier: MIT
// stmt.c: statements of a coroutine. What neither suspends, returns nor
// touches a variable of the frame's own making is copied; the rest keeps its
// shape with the lowered parts in place. Loops whose header suspends become
// for (;;) with the header's parts as statements. Labels for resuming stand in
// the body, so a jump from the head of the step enters loops and switches
// alike.
//
// C's own circle: a statement has expressions, and ({ }) has statements. Only
// this file and expr.c go down into the tree and call each other; what the rest
// of the room needs of an operand they evaluate before, and hand over as text.
#include "lower/lower.h"

// -- pieces ------------------------------------------------------------------

// A statement where C allows only one: in braces if it becomes several.
static void single(struct lower *l, struct stmt *stmt)
{
    bool braces = stmt->kind != STMT_COMPOUND && !stmt->verbatim;
    if (stmt->kind == STMT_CONTINUE && !stmt->colour.is_stress) braces = false;
    if (braces) writer_brace(l->w);
    lower_stmt(l, stmt);
    if (braces) writer_glue(l->w, "\n}");
}

// The value of a header's expression, in a full expression of its own.
static const char *header(struct lower *l, struct expr *expr)
{
    lower_full_begin(l);
    const char *value = lower_expr(l, expr);
    lower_full_end(l);
    return value;
}

static void effects(struct lower *l, struct expr *expr)
{
    lower_full_begin(l);
    lower_effects(l, expr);
    lower_full_end(l);
}

static void stmt_compound(struct lower *l, struct stmt *stmt)
{
    size_t bare = stmt == l->bare;
    size_t at = stmt->begin + bare;
    struct due *outer = l->due;
    for (size_t i = 0; i < stmt->kid_count; i++) {
        struct stmt *kid = stmt->kids[i];
        writer_source(l->w, at, kid->begin);
        writer_line(l->w, kid->begin);
        size_t from = l->w->out->count;
        lower_stmt(l, kid);
        writer_join(l->w, from);
        at = kid->end;
    }
    l->w->depth++;
    l->w->at = stmt->end - 1;
    if (lower_is_left(stmt))
        l->due = outer;
    else
        lower_scope_end(l, outer);
    l->w->depth--;
    writer_source(l->w, at, stmt->end - bare);
}

static void stmt_expression(struct lower *l, struct stmt *stmt)
{
    effects(l, stmt->expr);
    struct expr *bare = plan_strip(stmt->expr);
    if (bare->kind != EXPR_CALL || bare->op != OP_SEND) return;
    writer_glue(l->w, "if (!csp_result) csp_rt_send_failed(%s);\n",
                lower_place(l, stmt->begin));
}

static void stmt_return(struct lower *l, struct stmt *stmt)
{
    const char *value = NULL;
    lower_full_begin(l);
    if (stmt->expr && (l->fn->result->class == TYPE_VOID ||
                       stmt->expr->type->class == TYPE_VOID))
        lower_effects(l, stmt->expr);
    else if (stmt->expr)
        value = lower_expr(l, stmt->expr);
    lower_return(l, stmt, value);
    lower_full_end(l);
}

static void stmt_labelled(struct lower *l, struct stmt *stmt)
{
    if (stmt->kind == STMT_CASE && stmt->kids[0]->is_marker) {
        lower_case(l, stmt);
        return;
    }
    if (!stmt->kid_count) {
        writer_source(l->w, stmt->begin, stmt->end);
        return;
    }
    struct stmt *kid = stmt->kids[0];
    if (!lower_is_ready_label(stmt->label)) {
        writer_source(l->w, stmt->begin, kid->begin);
        bool statement = kid->verbatim && kid->kind != STMT_DECL;
        if (!statement && kid->kind != STMT_CASE && kid->kind != STMT_DEFAULT)
            writer_glue(l->w, ";\n");
    }
    bool behind = lower_is_ready_label(stmt->label) &&
                  source_line_at(l->unit->source, stmt->begin) ==
                      source_line_at(l->unit->source, kid->begin);
    if (behind) writer_glue(l->w, "\n");
    l->w->depth += behind;
    writer_line(l->w, kid->begin);
    lower_stmt(l, kid);
    l->w->depth -= behind;
}

static void stmt_attributed(struct lower *l, struct stmt *stmt)
{
    size_t at = stmt->begin;
    for (size_t i = 0; i < stmt->kid_count; i++) {
        // An attribute advises how to compile what is not there any more.
        if (stmt->kind != STMT_ATTRIBUTED)
            writer_source(l->w, at, stmt->kids[i]->begin);
        lower_stmt(l, stmt->kids[i]);
        at = stmt->kids[i]->end;
    }
    writer_source(l->w, at, stmt->end);
}

// -- declarations ------------------------------------------------------------

void lower_lengths(struct lower *l, const struct lengths *lengths)
{
    for (size_t i = 0; i < lengths->kept.count; i++)
        if (!tree_is_literal(lengths->exprs.at[i]))
            writer_glue(l->w, "%s = %s;\n", lengths->kept.at[i],
                        lower_expr(l, lengths->exprs.at[i]));
}

static void declare_type(struct lower *l, const struct local_type *type)
{
    lower_full_begin(l);
    if (type->taken.from)
        lower_taken_lengths(l, &type->taken, lower_shape(l, type->taken.from),
                            type->type, &type->lengths);
    else
        lower_lengths(l, &type->lengths);
    lower_full_end(l);
}

static void declare(struct lower *l, const struct var *var)
{
    lower_full_begin(l);
    if (var->frame.place == PLACE_RESIDENT && var->type->is_vm) {
        const struct expr *from = var->taken.from;
        if (from)
            lower_taken_lengths(l, &var->taken,
                                from == var->init
                                    ? lower_shape_of_value(l, from)
                                    : lower_shape(l, from),
                                var->type, &var->lengths);
        else
            lower_lengths(l, &var->lengths);
    }
    struct expr *init = lower_initial(var);
    lower_declare(l, var, init ? lower_expr(l, init) : NULL);
    lower_full_end(l);
}

static void stmt_declaration(struct lower *l, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->types.count; i++)
        declare_type(l, stmt->types.at[i]);
    for (size_t i = 0; i < stmt->vars.count; i++)
        if (!stmt->vars.at[i]->hoisted) declare(l, stmt->vars.at[i]);
}

// -- branches and loops ------------------------------------------------------

static void stmt_if(struct lower *l, struct stmt *stmt)
{
    const char *test = header(l, stmt->expr);
    size_t at = stmt->expr->end;
    writer_source(l->w, stmt->begin, stmt->expr->begin);
    writer_glue(l->w, "%s", test);
    for (size_t i = 0; i < stmt->kid_count; i++) {
        writer_source(l->w, at, stmt->kids[i]->begin);
        writer_line(l->w, stmt->kids[i]->begin);
        single(l, stmt->kids[i]);
        at = stmt->kids[i]->end;
    }
}

static void switch_body(struct lower *l, struct stmt *body)
{
    struct due *due_break = l->due_break;
    l->due_break = l->due;
    single(l, body);
    l->due_break = due_break;
}

static void stmt_switch(struct lower *l, struct stmt *stmt)
{
    const char *value = header(l, stmt->expr);
    writer_source(l->w, stmt->begin, stmt->expr->begin);
    writer_glue(l->w, "%s", value);
    writer_source(l->w, stmt->expr->end, stmt->kids[0]->begin);
    switch_body(l, stmt->kids[0]);
}

// `continue` in the body goes to `next` if that is not NULL.
static void loop_body(struct lower *l, struct stmt *body, const char *next)
{
    struct loop loop = lower_loop_begin(l, next);
    l->loop = &loop;
    writer_line(l->w, body->begin);
    single(l, body);
    lower_loop_end(l);
}

// For people, braces that are there already do for a statement in braces, but
// where a cleanup of C's own comes at its end.
static void bare_in_braces(struct lower *l, struct stmt *body)
{
    if (!l->w->pretty || body->kind != STMT_COMPOUND) return;
    for (size_t i = 0; i < body->kid_count; i++)
        for (size_t k = 0; k < body->kids[i]->vars.count; k++)
            if (body->kids[i]->vars.at[k]->said.cleanup) return;
    l->bare = body;
}

// The same inside of braces that are there already.
static void
loop_body_in_braces(struct lower *l, struct stmt *body, const char *next)
{
    bare_in_braces(l, body);
    loop_body(l, body, next);
}

static void leave_unless(struct lower *l, struct expr *test)
{
    writer_glue(l->w, "if (%s) break;\n", lower_not(l, header(l, test)));
}

static void stmt_while(struct lower *l, struct stmt *stmt)
{
    if (lower_header_stays(stmt)) {
        writer_source(l->w, stmt->begin, stmt->kids[0]->begin);
        loop_body(l, stmt->kids[0], NULL);
        return;
    }
    writer_glue(l->w, "for (;;) {\n");
    leave_unless(l, stmt->expr);
    loop_body_in_braces(l, stmt->kids[0], NULL);
    writer_glue(l->w, "}");
}

static void stmt_do(struct lower *l, struct stmt *stmt)
{
    struct stmt *body = stmt->kids[0];
    if (lower_header_stays(stmt)) {
        writer_source(l->w, stmt->begin, body->begin);
        loop_body(l, body, NULL);
        writer_source(l->w, body->end, stmt->end);
        return;
    }
    writer_glue(l->w, "for (;;) {\n");
    loop_body_in_braces(l, body, lower_next_label(l));
    leave_unless(l, stmt->expr);
    writer_glue(l->w, "}");
}

static void for_kept(struct lower *l, struct stmt *stmt)
{
    size_t at = stmt->begin;
    if (stmt->init && !stmt->init->verbatim) {
        const struct var *var = stmt->init->vars.at[0];
        writer_source(l->w, at, stmt->init->begin);
        writer_glue(l->w, "%s = %s;", lower_home(l, var),
                    lower_expr(l, lower_initial(var)));
        at = stmt->init->end;
    }
    writer_source(l->w, at, stmt->kids[0]->begin);
    loop_body(l, stmt->kids[0], NULL);
}

static void stmt_for(struct lower *l, struct stmt *stmt)
{
    if (lower_header_stays(stmt)) {
        for_kept(l, stmt);
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
    loop_body_in_braces(l, stmt->kids[0], lower_next_label(l));
    if (stmt->step) effects(l, stmt->step);
    writer_glue(l->w, "}\n");
    lower_scope_end(l, outer);
    writer_glue(l->w, "}");
}

// -- statements of csp.h -----------------------------------------------------

static void stmt_go(struct lower *l, struct stmt *stmt)
{
    struct expr *call = stmt->expr, *group = stmt->step;
    lower_full_begin(l);
    const char *in = NULL;
    if (group) in = lower_moved(l, group);
    if (call)
        lower_go(l, call, in, lower_operands(l, call, call->fn ? 1 : 0));
    else
        lower_go_block(l, stmt, in);
    lower_full_end(l);
}

static void stmt_par_for(struct lower *l, struct stmt *stmt)
{
    struct landing landing = lower_landing(l);
    lower_par_for_begin(l, stmt, &landing);
    lower_stmt(l, stmt->kids[0]);
    lower_par_for_end(l, stmt, &landing);
}

static void stmt_blocking(struct lower *l, struct stmt *stmt)
{
    lower_blocking_begin(l, stmt);
    lower_stmt(l, stmt->kids[0]);
    lower_blocking_end(l, stmt);
}

static void stmt_select(struct lower *l, struct stmt *stmt)
{
    const struct selecting *outer = l->select;
    struct selecting select = lower_selecting(l, stmt);
    lower_full_begin(l);
    lower_cases(l, stmt, select.cases);
    lower_select(l, stmt, &select);
    lower_full_end(l);
    l->select = &select;
    l->bare = stmt->kids[0];
    switch_body(l, stmt->kids[0]);
    writer_glue(l->w, "}");
    l->select = outer;
}

static const char *scope_operands(struct lower *l, const struct stmt *stmt)
{
    struct text text = {.arena = l->unit->arena};
    text_puts(&text, "");
    for (size_t i = 1; i < stmt->expr->kid_count; i++) {
        struct expr *operand = lower_scope_operand(stmt, i);
        text_printf(&text, ", %s", operand ? lower_moved(l, operand) : "0");
    }
    return text.at;
}

static void stmt_scope(struct lower *l, struct stmt *stmt)
{
    struct landing landing = lower_landing(l);
    writer_glue(l->w, "{\n");
    lower_full_begin(l);
    lower_open_scope(l, stmt, &landing, scope_operands(l, stmt));
    lower_full_end(l);
    bare_in_braces(l, stmt->kids[0]);
    single(l, stmt->kids[0]);
    lower_close_scope(l, stmt, &landing);
    writer_glue(l->w, "}");
}

// -- dispatch ----------------------------------------------------------------

static void any_kind(struct lower *l, struct stmt *stmt)
{
    switch (stmt->kind) { // dispatch
    case STMT_COMPOUND: stmt_compound(l, stmt); return;
    case STMT_DECL: stmt_declaration(l, stmt); return;
    case STMT_EXPR: stmt_expression(l, stmt); return;
    case STMT_IF: stmt_if(l, stmt); return;
    case STMT_WHILE: stmt_while(l, stmt); return;
    case STMT_DO: stmt_do(l, stmt); return;
    case STMT_FOR: stmt_for(l, stmt); return;
    case STMT_SWITCH: stmt_switch(l, stmt); return;
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL: stmt_labelled(l, stmt); return;
    case STMT_RETURN: stmt_return(l, stmt); return;
    case STMT_CONTINUE: lower_continue(l, stmt); return;
    case STMT_GOTO_ANY: lower_goto_any(l, stmt, header(l, stmt->expr)); return;
    case STMT_GO: stmt_go(l, stmt); return;
    case STMT_PAR:
        if (stmt->kid_count)
            stmt_par_for(l, stmt);
        else
            lower_par(l, stmt);
        return;
    case STMT_SELECT: stmt_select(l, stmt); return;
    case STMT_BLOCKING: stmt_blocking(l, stmt); return;
    case STMT_SCOPE: stmt_scope(l, stmt); return;
    case STMT_GOTO: lower_goto(l, stmt); return;
    case STMT_BREAK: lower_break(l, stmt); return;
    case STMT_ATTRIBUTED:
    case STMT_OTHER: stmt_attributed(l, stmt); return;
    case STMT_NULL:
    case STMT_ASM: writer_source(l->w, stmt->begin, stmt->end); return;
    }
}

static bool is_mentioned_in(const struct fn *fn, const struct var *var)
{
    for (size_t i = 0; i < fn->refs.count; i++)
        if (fn->refs.at[i].kind == REF_VAR && fn->refs.at[i].to.var == var)
            return true;
    return false;
}

// Where people read, compilers warn of what only the blocks use that went.
static void use_externs(struct lower *l, const struct stmt *stmt)
{
    if (!l->w->pretty || stmt->kind != STMT_DECL) return;
    for (size_t i = 0; i < stmt->vars.count; i++) {
        const struct var *var = stmt->vars.at[i];
        if (var->storage != STORAGE_EXTERN || !var->outline.captured) continue;
        if (is_mentioned_in(l->fn, var)) continue;
        writer_glue(l->w, "\n(void)&%s;", var->name);
    }
}

void lower_stmt(struct lower *l, struct stmt *stmt)
{
    size_t outer = l->w->indent_at;
    int base = l->w->base;
    bool same_line = source_line_at(l->unit->source, outer) ==
                     source_line_at(l->unit->source, stmt->begin);
    size_t at = l->w->at;
    l->w->indent_at = l->w->at = stmt->begin;
    l->w->state = 0;
    if (!same_line) l->w->base = l->w->depth;
    if (stmt->colour.is_stress) lower_yield(l, stmt->begin);
    size_t bare = stmt == l->bare;
    if (stmt->verbatim && !lower_is_ready_label(stmt->label))
        writer_source(l->w, stmt->begin + bare, stmt->end - bare);
    else
        any_kind(l, stmt);
    use_externs(l, stmt);
    l->w->indent_at = outer;
    l->w->at = at;
    l->w->state = 0;
    l->w->base = base;
}
