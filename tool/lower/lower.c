// SPDX-License-Identifier: MIT
// lower.c: statements of a coroutine. What neither suspends, returns nor
// touches a variable of the frame's own making is copied; the rest keeps its
// shape with the lowered parts in place. Loops whose header suspends become
// for (;;) with the header's parts as statements. Labels for resuming stand in
// the body, so a jump from the head of the step enters loops and switches
// alike. Requires placements; fills struct lowered.
#include "lower/lower.h"
#include "../../include/csp_abi.h"

#include <stdarg.h>
#include <string.h>

// -- pieces ------------------------------------------------------------------

// A statement where C allows only one: in braces if it becomes several.
void lower_single(struct lower *l, struct stmt *stmt)
{
    bool braces = stmt->kind != STMT_COMPOUND && !stmt->verbatim;
    if (stmt->kind == STMT_CONTINUE && !stmt->colour.is_stress) braces = false;
    if (braces) writer_brace(l->w);
    lower_stmt(l, stmt);
    if (braces) writer_glue(l->w, "\n}");
}

// The value of a header's expression, in a full expression of its own.
const char *lower_header(struct lower *l, struct expr *expr)
{
    lower_full_begin(l);
    const char *value = lower_expr(l, expr);
    lower_full_end(l);
    return value;
}

static void lower_compound(struct lower *l, struct stmt *stmt)
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
    if (lower_is_left(stmt))
        l->due = outer;
    else
        lower_scope_end(l, outer);
    l->w->depth--;
    writer_source(l->w, at, stmt->end - bare);
}

static void lower_expression(struct lower *l, struct stmt *stmt)
{
    lower_full_begin(l);
    lower_effects(l, stmt->expr);
    lower_full_end(l);
    struct expr *bare = plan_strip(stmt->expr);
    if (bare->kind != EXPR_CALL || bare->op != OP_SEND) return;
    writer_glue(l->w, "if (!csp_result) csp_rt_send_failed(%s);\n",
                lower_place(l, stmt->begin));
}

// -- jumps -------------------------------------------------------------------

static void lower_return(struct lower *l, struct stmt *stmt)
{
    const struct type *type = l->fn->result;
    lower_full_begin(l);
    if (stmt->expr &&
        (type->class == TYPE_VOID || stmt->expr->type->class == TYPE_VOID)) {
        lower_effects(l, stmt->expr);
    } else if (stmt->expr) {
        const char *value = lower_expr(l, stmt->expr);
        const char *to = lower_format(l, "%s->csp_ret", l->fn->names.frame);
        writer_glue(l->w, "%s\n", lower_assign(l, to, type, value));
    }
    lower_dues(l, NULL);
    writer_glue(l->w, "return CSP_DONE;");
    lower_full_end(l);
}

// A jump behind the cleanups of what it leaves.
static void
lower_jump(struct lower *l, const struct due *until, const char *jump)
{
    bool braces = l->due != until;
    if (braces) writer_glue(l->w, "{\n");
    lower_dues(l, until);
    writer_glue(l->w, "%s", jump);
    if (braces) writer_glue(l->w, "\n}");
}

static void lower_continue(struct lower *l, struct stmt *stmt)
{
    const char *jump = edits_text(l->edits, stmt->begin, stmt->end);
    if (l->loop && l->loop->next) {
        l->loop->used = true;
        jump = lower_format(l, "goto %s;", l->loop->next);
    }
    lower_jump(l, l->due_continue, jump);
}

static void lower_goto(struct lower *l, struct stmt *stmt)
{
    if (lower_is_ready_label(stmt->label)) return;
    const struct due *until =
        l->due ? lower_due_at_label(l, stmt->label) : NULL;
    lower_jump(l, until, edits_text(l->edits, stmt->begin, stmt->end));
}

static void lower_goto_any(struct lower *l, struct stmt *stmt)
{
    const char *target = lower_header(l, stmt->expr);
    writer_source(l->w, stmt->begin, stmt->expr->begin);
    writer_glue(l->w, "%s;", target);
}

static void lower_labelled(struct lower *l, struct stmt *stmt)
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

// -- dispatch ----------------------------------------------------------------

static void lower_attributed(struct lower *l, struct stmt *stmt)
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

static void lower_kind(struct lower *l, struct stmt *stmt)
{
    switch (stmt->kind) { // dispatch
    case STMT_COMPOUND: lower_compound(l, stmt); return;
    case STMT_DECL: lower_declaration(l, stmt); return;
    case STMT_EXPR: lower_expression(l, stmt); return;
    case STMT_IF: lower_if(l, stmt); return;
    case STMT_WHILE: lower_while(l, stmt); return;
    case STMT_DO: lower_do(l, stmt); return;
    case STMT_FOR: lower_for(l, stmt); return;
    case STMT_SWITCH: lower_switch(l, stmt); return;
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL: lower_labelled(l, stmt); return;
    case STMT_RETURN: lower_return(l, stmt); return;
    case STMT_CONTINUE: lower_continue(l, stmt); return;
    case STMT_GOTO_ANY: lower_goto_any(l, stmt); return;
    case STMT_GO:
        if (stmt->expr)
            lower_go(l, stmt);
        else
            lower_go_block(l, stmt);
        return;
    case STMT_PAR:
        if (stmt->kid_count)
            lower_par_for(l, stmt);
        else
            lower_par(l, stmt);
        return;
    case STMT_SELECT: lower_select(l, stmt); return;
    case STMT_BLOCKING: lower_blocking(l, stmt); return;
    case STMT_SCOPE: lower_scope(l, stmt); return;
    case STMT_GOTO: lower_goto(l, stmt); return;
    case STMT_BREAK:
        lower_jump(l, l->due_break,
                   edits_text(l->edits, stmt->begin, stmt->end));
        return;
    case STMT_ATTRIBUTED:
    case STMT_OTHER: lower_attributed(l, stmt); return;
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
    l->w->indent_at = stmt->begin;
    if (!same_line) l->w->base = l->w->depth;
    if (stmt->colour.is_stress) lower_yield(l, stmt->begin);
    size_t bare = stmt == l->bare;
    if (stmt->verbatim && !lower_is_ready_label(stmt->label))
        writer_source(l->w, stmt->begin + bare, stmt->end - bare);
    else
        lower_kind(l, stmt);
    use_externs(l, stmt);
    l->w->indent_at = outer;
    l->w->base = base;
}

// -- functions ---------------------------------------------------------------

// The lengths of parameters' arrays are evaluated on entry.
static void begin_body(struct lower *l)
{
    const struct fn *fn = l->fn;
    for (size_t i = 0; i < fn->params.count; i++) {
        const struct expr *first = fn->params.at[i]->first_length;
        if (first && first->said.has_effects)
            writer_glue(l->w, "(void)(%s);\n",
                        edits_text(l->edits, first->begin, first->end));
        lower_lengths(l, &fn->params.at[i]->lengths);
    }
    if (!fn->said.calls_alloca) return;
    writer_glue(l->w, "%s->csp_allocas = 0;\n", fn->names.frame);
    lower_add_due(l,
                  lower_format(l, "csp_rt_alloca_free(&%s->csp_allocas)",
                               fn->names.frame),
                  0, (size_t)-1);
}

// Some stand at the beginning of a block, or nowhere.
static bool begins_with_pragma(const struct unit *unit, const struct stmt *body)
{
    const char *at = unit->source->text + body->begin + 1;
    for (;;) {
        at += strspn(at, " \t\n");
        if (at[0] != '#' || at[1] != ' ') break; // a line marker
        at += strcspn(at, "\n");
    }
    return strncmp(at, "#pragma", 7) == 0;
}

struct lowered *lower_fn(struct unit *unit, struct fn *fn)
{
    struct lower l = lower_begin(unit, fn);
    struct lowered *to = l.to;
    lower_mark_verbatim(fn->body, fn->frame.has_cleanup);
    lower_edits(&l, false);
    // For people the step's own braces do: no two variables at the top of the
    // step have the same name.
    if (l.w->pretty && fn->body->kind == STMT_COMPOUND &&
        !begins_with_pragma(unit, fn->body))
        l.bare = fn->body;
    writer_line(l.w, fn->body->begin);
    begin_body(&l);
    l.children = lower_outer_group(&l);
    lower_stmt(&l, fn->body);
    to->returns = lower_is_left(fn->body);
    if (!to->returns) lower_scope_end(&l, NULL);
    return to;
}

void lower_dump(struct unit *unit, struct fn *fn, FILE *out)
{
    struct lowered *to = lower_fn(unit, fn);
    fprintf(out, "function %s\n%s\n", fn->name, to->body.at);
}
