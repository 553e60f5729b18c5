// SPDX-License-Identifier: MIT
// lower.c: statements of a coroutine. What neither suspends, returns nor
// touches a variable of the frame's own making is copied; the rest keeps its
// shape with the lowered parts in place. Loops whose header suspends become
// for (;;) with the header's parts as statements. Labels for resuming stand in
// the body, so a jump from the head of the step enters loops and switches
// alike. Requires placements; fills struct lowered.
#include "lower.h"
#include "../include/csp_abi.h"

#include <string.h>

// -- suspensions -------------------------------------------------------------

struct point *lower_point(struct lower *l, int kind, const char *act,
                          const char *what, size_t at)
{
    struct point point = {
        .number = (int)l->to->points.count + 1, .kind = kind, .at = at};
    point.what = what;
    point.tag = names_tag(l->unit, act, what, point.number);
    vec_push(l->unit->arena, &l->to->points, point);
    return &l->to->points.at[l->to->points.count - 1];
}

void lower_suspend(struct lower *l, const struct point *point, const char *then)
{
    lower_glue(l, "if (csp_result < 0) {\ncsp_at = %s;\ngoto csp_suspend;\n",
               point->tag);
    lower_glue(l, "csp_resume_%d:%s%s\n}\n", point->number, then ? " " : ";",
               then ? then : "");
}

void lower_yield(struct lower *l, size_t at)
{
    lower_glue(l, "csp_result = csp_rt_yield(csp_worker, &%s->csp);\n",
               l->fn->frame);
    lower_suspend(l, lower_point(l, CSP_POINT_YIELD, "YIELD", NULL, at), NULL);
}

// -- what can be copied ------------------------------------------------------

static bool is_ready_label(const char *label)
{
    return label && strncmp(label, "csp__ready_", 11) == 0;
}

static bool declaration_stays(const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->types.count; i++)
        if (!stmt->types.at[i]->uses_vm || stmt->types.at[i]->meaning)
            return false;
    for (size_t i = 0; i < stmt->vars.count; i++)
        if (stmt->vars.at[i]->place != PLACE_PLAIN || stmt->vars.at[i]->hoisted)
            return false;
    return true;
}

static void find_rewritten_expr(struct expr *expr, void *context)
{
    bool *found = context;
    if (expr->body && !expr->body->verbatim) *found = true;
}

static void no_stmt(struct stmt *stmt, void *context)
{
    (void)stmt;
    (void)context;
}

static bool mark_verbatim(struct stmt *stmt, bool has_cleanup);

static void mark_bodies(struct expr *expr, void *context)
{
    bool *has_cleanup = context;
    if (expr->body) mark_verbatim(expr->body, *has_cleanup);
}

static bool expr_stays(struct expr *expr)
{
    bool found = false;
    tree_each_expr(expr, no_stmt, find_rewritten_expr, &found);
    return !found;
}

static bool mark_expr(struct expr *expr, bool has_cleanup)
{
    tree_each_expr(expr, no_stmt, mark_bodies, &has_cleanup);
    return expr_stays(expr);
}

static bool mark_verbatim(struct stmt *stmt, bool has_cleanup)
{
    if (!stmt) return true;
    bool stays = !stmt->suspends;
    stays &= mark_verbatim(stmt->init, has_cleanup);
    for (size_t i = 0; i < stmt->kid_count; i++)
        stays &= mark_verbatim(stmt->kids[i], has_cleanup);
    if (stmt->kind != STMT_CASE && stmt->kind != STMT_GO) {
        stays &= mark_expr(stmt->expr, has_cleanup);
        stays &= mark_expr(stmt->step, has_cleanup);
    }
    switch (stmt->kind) {
    case STMT_DECL:
        for (size_t i = 0; i < stmt->vars.count; i++)
            stays &= mark_expr(stmt->vars.at[i]->init, has_cleanup);
        stays &= declaration_stays(stmt);
        break;
    case STMT_BREAK:
    case STMT_GOTO_ANY: stays &= !has_cleanup; break;
    case STMT_GOTO:
        stays &= !has_cleanup && !is_ready_label(stmt->label);
        break;
    case STMT_LABEL: stays &= !is_ready_label(stmt->label); break;
    case STMT_CASE: stays &= !stmt->kids[0]->is_marker; break;
    case STMT_RETURN:
    case STMT_CONTINUE:
    case STMT_GO:
    case STMT_PAR:
    case STMT_SELECT:
    case STMT_BLOCKING: stays = false; break;
    default: break;
    }
    stmt->verbatim = stays;
    return stays;
}

// In a plain function only what starts a task is rewritten.
static bool mark_plain(struct stmt *stmt)
{
    if (!stmt) return true;
    bool stays = stmt->kind != STMT_GO;
    for (size_t i = 0; i < stmt->kid_count; i++)
        stays &= mark_plain(stmt->kids[i]);
    if (stmt->init) mark_plain(stmt->init);
    stmt->verbatim = stays;
    return stays;
}

// -- cleanups ----------------------------------------------------------------

void lower_cleanups(struct lower *l, const struct due *until)
{
    for (const struct due *due = l->due; due != until; due = due->outer)
        lower_glue(l, "%s;\n", due->call);
}

void lower_scope_end(struct lower *l, struct due *outer)
{
    if (l->due != outer) lower_glue(l, "\n");
    lower_cleanups(l, outer);
    l->due = outer;
}

static void add_due(struct lower *l, const char *call, size_t from, size_t to)
{
    struct due *due = ARENA_NEW(l->unit->arena, struct due);
    *due = (struct due){l->due, call, from, to};
    l->due = due;
}

struct label_search {
    const char *name;
    size_t at;
};

static void find_label(struct stmt *stmt, void *context)
{
    struct label_search *search = context;
    if (stmt->kind == STMT_LABEL && stmt->label == search->name)
        search->at = stmt->begin;
}

static void no_expr(struct expr *expr, void *context)
{
    (void)expr;
    (void)context;
}

// A goto leaves the scopes of the variables that its label does not stand in.
static const struct due *due_at_label(struct lower *l, const char *label)
{
    struct label_search search = {.name = label};
    tree_each(l->fn->body, find_label, no_expr, &search);
    const struct due *due = l->due;
    while (due && (search.at < due->from || search.at >= due->to))
        due = due->outer;
    return due;
}

// -- pieces ------------------------------------------------------------------

// A statement where C allows only one: in braces if it becomes several.
static void lower_single(struct lower *l, struct stmt *stmt)
{
    bool braces = stmt->kind != STMT_COMPOUND && !stmt->verbatim;
    if (stmt->kind == STMT_CONTINUE && !stmt->is_stress) braces = false;
    if (braces) lower_glue(l, "{\n");
    lower_stmt(l, stmt);
    if (braces) lower_glue(l, "\n}");
}

// The value of a header's expression, in a full expression of its own.
static const char *lower_header(struct lower *l, struct expr *expr)
{
    lower_full_begin(l);
    const char *value = lower_expr(l, expr);
    lower_full_end(l);
    return value;
}

static void lower_compound(struct lower *l, struct stmt *stmt)
{
    size_t at = stmt->begin;
    struct due *outer = l->due;
    for (size_t i = 0; i < stmt->kid_count; i++) {
        struct stmt *kid = stmt->kids[i];
        lower_source(l, at, kid->begin);
        lower_line(l, kid->begin);
        lower_stmt(l, kid);
        at = kid->end;
    }
    lower_scope_end(l, outer);
    if (stmt->kid_count) lower_line(l, stmt->end - 1);
    lower_source(l, at, stmt->end);
}

static void lower_expression(struct lower *l, struct stmt *stmt)
{
    lower_full_begin(l);
    lower_effects(l, stmt->expr);
    lower_full_end(l);
    struct expr *bare = plan_strip(stmt->expr);
    if (bare->kind != EXPR_CALL || bare->op != OP_SEND) return;
    struct place place = unit_place(l->unit, stmt->begin, stmt->begin);
    lower_glue(l, "if (!csp_result) csp_rt_send_failed(\"%s\", %u);\n",
               place.file, place.line);
}

// -- declarations ------------------------------------------------------------

static const char *literal_of(struct lower *l, const struct var *var,
                              struct expr *init, const char *value)
{
    const char *type = type_declare(l->unit, var->type, "", true);
    if (init->kind == EXPR_INIT) return lower_format(l, "(%s)%s", type, value);
    if (var->type->class == TYPE_ARRAY && init->kind != EXPR_LITERAL)
        return lower_format(l, "(%s){ %s }", type, value);
    return value;
}

// A scalar in braces is the value in them.
static struct expr *unbraced(struct expr *init)
{
    while (init->kind == EXPR_INIT && init->kid_count == 1)
        init = init->kids[0];
    return init;
}

// C takes it as the initialiser of a static, too.
static bool is_static_init(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_LEAF: return expr->is_constant && expr->type->size < INT32_MAX;
    case EXPR_REF: return expr->is_constant;
    case EXPR_DESIGNATED:
        return is_static_init(expr->kids[expr->kid_count - 1]);
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_CAST:
    case EXPR_PAREN:
        if (!expr->is_constant || expr->as->class != TYPE_SCALAR) return false;
        for (size_t i = 0; i < expr->kid_count; i++)
            if (expr->kids[i]->fn || !is_static_init(expr->kids[i]))
                return false;
        return true;
    case EXPR_INIT:
        for (size_t i = 0; i < expr->kid_count; i++)
            if (!is_static_init(expr->kids[i])) return false;
        return true;
    default: return false;
    }
}

// Compilers make a variable with a constant initialiser a copy of an object
// whose padding is zero, and there are programs that look.
static bool store_constant(struct lower *l, const struct var *var,
                           const struct expr *init, const char *to)
{
    bool fits = var->type->has_padding && !var->type->is_volatile &&
                !var->type->is_atomic;
    if (!fits || init->kind != EXPR_INIT || !is_static_init(init)) return false;
    lower_glue(l,
               "{\nstatic const %s = %s;\n"
               "__builtin_memcpy((void *)&%s, &csp_init, sizeof %s);\n}\n",
               type_declare(l->unit, var->type, "csp_init", true),
               lower_text(l, init->begin, init->end), to, to);
    return true;
}

static void
store_initial(struct lower *l, const struct var *var, const char *to)
{
    struct expr *init = var->init;
    if (var->type->class == TYPE_SCALAR) {
        init = unbraced(init);
        const char *value = init->kind == EXPR_INIT ? "0" : lower_expr(l, init);
        lower_glue(l, "%s = %s;\n", to, value);
        return;
    }
    if (var->type->class == TYPE_ARRAY) init = plan_strip(init);
    if (store_constant(l, var, init, to)) return;
    const char *value = literal_of(l, var, init, lower_expr(l, init));
    bool whole = var->type->is_const || var->type->has_union;
    if (var->type->has_union &&
        init->kind == EXPR_INIT) // compilers clear it all
        lower_glue(l, "__builtin_memset((void *)&%s, 0, sizeof %s);\n", to, to);
    if (var->type->has_union && init->kind == EXPR_INIT && !init->kid_count)
        return;
    if (var->type->class == TYPE_ARRAY || (whole && init->kind == EXPR_INIT))
        lower_glue(l, "__builtin_memcpy((void *)&%s, &%s, sizeof %s);\n", to,
                   value, to);
    else if (var->type->is_const)
        lower_glue(l, "%s\n", lower_assign(l, to, var->type, value));
    else
        lower_glue(l, "%s = %s;\n", to, value);
}

static void declare_plain(struct lower *l, const struct var *var)
{
    static const char *const words[] = {"", "", "static ", "extern "};
    const char *declaration = type_declare(l->unit, var->type, var->out, false);
    const char *align = var->align ? var->align : "";
    if (var->cleanup)
        align = lower_format(l, "%s __attribute__((cleanup(%s)))", align,
                             var->cleanup);
    const char *value = var->init ? lower_expr(l, var->init) : "";
    lower_glue(l, "%s%s%s%s%s;\n", words[var->storage], declaration, align,
               var->init ? " = " : "", value);
    if (l->pretty && !var->is_read) lower_glue(l, "(void)%s;\n", var->out);
}

static void store_lengths(struct lower *l, const struct lengths *lengths)
{
    for (size_t i = 0; i < lengths->kept.count; i++)
        if (!tree_is_literal(lengths->exprs.at[i]))
            lower_glue(l, "%s = %s;\n", lengths->kept.at[i],
                       lower_expr(l, lengths->exprs.at[i]));
}

// Keeps the lengths, and makes room for an array.
static void declare_variable_length(struct lower *l, const struct var *var)
{
    const char *f = l->fn->frame;
    store_lengths(l, &var->lengths);
    if (var->type->is_vla) {
        struct place place = unit_place(l->unit, var->name_at, var->name_at);
        const char *type =
            type_declare_vm(l->unit, var->type, &var->lengths, "");
        lower_glue(l, "%s->%s = csp_rt_scratch(sizeof(%s), \"%s\", %u);\n", f,
                   var->out, type, place.file, place.line);
        add_due(l, lower_format(l, "csp_rt_scratch_free(%s->%s)", f, var->out),
                var->end, var->scope->end);
    } else if (var->init) {
        const char *pointer =
            type_declare_vm(l->unit, var->type, &var->lengths, "(*)");
        lower_glue(l, "*(%s)&%s->%s = %s;\n", pointer, f, var->out,
                   lower_expr(l, unbraced(var->init)));
    }
}

static void declare_one(struct lower *l, struct var *var)
{
    if (var->hoisted) return;
    lower_full_begin(l);
    if (var->place == PLACE_RESIDENT && var->type->is_vm) {
        declare_variable_length(l, var);
    } else if (var->place == PLACE_PLAIN) {
        declare_plain(l, var);
    } else if (var->init) {
        const char *to = var->out;
        if (var->place == PLACE_RESIDENT)
            to = lower_format(l, "%s->%s", l->fn->frame, var->out);
        store_initial(l, var, to);
    }
    if (var->cleanup && var->place == PLACE_RESIDENT)
        add_due(l,
                lower_format(l, "%s(&%s->%s)", var->cleanup, l->fn->frame,
                             var->out),
                var->end, var->scope->end);
    lower_full_end(l);
}

static void lower_declaration(struct lower *l, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->types.count; i++) {
        lower_full_begin(l);
        store_lengths(l, &stmt->types.at[i]->lengths);
        lower_full_end(l);
    }
    for (size_t i = 0; i < stmt->vars.count; i++)
        declare_one(l, stmt->vars.at[i]);
}

// -- branches and loops ------------------------------------------------------

static void lower_if(struct lower *l, struct stmt *stmt)
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

static void lower_switch_body(struct lower *l, struct stmt *body)
{
    struct due *due_break = l->due_break;
    l->due_break = l->due;
    lower_single(l, body);
    l->due_break = due_break;
}

static void lower_switch(struct lower *l, struct stmt *stmt)
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
    if (loop.used) lower_glue(l, "\n%s:;", next);
    lower_glue(l, "\n");
}

static const char *next_label(struct lower *l)
{
    return lower_format(l, "csp_next_%zu", ++l->to->label_count);
}

static void leave_unless(struct lower *l, struct expr *test)
{
    lower_glue(l, "if (!(%s)) break;\n", lower_header(l, test));
}

static void lower_while(struct lower *l, struct stmt *stmt)
{
    if (!stmt->expr->suspends && expr_stays(stmt->expr)) {
        lower_source(l, stmt->begin, stmt->kids[0]->begin);
        lower_body(l, stmt->kids[0], NULL);
        return;
    }
    lower_glue(l, "for (;;) {\n");
    leave_unless(l, stmt->expr);
    lower_body(l, stmt->kids[0], NULL);
    lower_glue(l, "}");
}

static void lower_do(struct lower *l, struct stmt *stmt)
{
    struct stmt *body = stmt->kids[0];
    if (!stmt->expr->suspends && expr_stays(stmt->expr)) {
        lower_source(l, stmt->begin, body->begin);
        lower_body(l, body, NULL);
        lower_source(l, body->end, stmt->end);
        return;
    }
    lower_glue(l, "for (;;) {\n");
    lower_body(l, body, next_label(l));
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
           var->init && !var->cleanup && unbraced(var->init)->kind != EXPR_INIT;
}

static bool header_stays(struct stmt *stmt)
{
    bool suspends = (stmt->init && stmt->init->suspends) ||
                    (stmt->expr && stmt->expr->suspends) ||
                    (stmt->step && stmt->step->suspends);
    if (suspends || !expr_stays(stmt->expr) || !expr_stays(stmt->step))
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
        lower_glue(l, "%s = %s;", to, lower_expr(l, unbraced(var->init)));
        at = stmt->init->end;
    }
    lower_source(l, at, stmt->kids[0]->begin);
    lower_body(l, stmt->kids[0], NULL);
}

static void lower_for(struct lower *l, struct stmt *stmt)
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
    lower_body(l, stmt->kids[0], next_label(l));
    if (stmt->step) {
        lower_full_begin(l);
        lower_effects(l, stmt->step);
        lower_full_end(l);
    }
    lower_glue(l, "}\n");
    lower_scope_end(l, outer);
    lower_glue(l, "}");
}

// -- jumps -------------------------------------------------------------------

static void lower_return(struct lower *l, struct stmt *stmt)
{
    const struct type *type = l->fn->result;
    lower_full_begin(l);
    lower_glue(l, "{\n");
    if (stmt->expr &&
        (type->class == TYPE_VOID || stmt->expr->type->class == TYPE_VOID)) {
        lower_effects(l, stmt->expr);
    } else if (stmt->expr) {
        const char *value = lower_expr(l, stmt->expr);
        const char *to = lower_format(l, "%s->csp_ret", l->fn->frame);
        if (stmt->expr->suspends && type->class == TYPE_RECORD)
            lower_glue(l, "%s\n", lower_assign(l, to, type, value));
        else
            lower_glue(l, "%s\n", lower_assign(l, to, type, value));
    }
    lower_cleanups(l, NULL);
    lower_glue(l, "return CSP_DONE;\n}");
    lower_full_end(l);
}

// A jump behind the cleanups of what it leaves.
static void
lower_jump(struct lower *l, const struct due *until, const char *jump)
{
    bool braces = l->due != until;
    if (braces) lower_glue(l, "{\n");
    lower_cleanups(l, until);
    lower_glue(l, "%s", jump);
    if (braces) lower_glue(l, "\n}");
}

static void lower_continue(struct lower *l, struct stmt *stmt)
{
    const char *jump = lower_text(l, stmt->begin, stmt->end);
    if (l->loop && l->loop->next) {
        l->loop->used = true;
        jump = lower_format(l, "goto %s;", l->loop->next);
    }
    lower_jump(l, l->due_continue, jump);
}

static void lower_goto(struct lower *l, struct stmt *stmt)
{
    if (is_ready_label(stmt->label)) return;
    const struct due *until = l->due ? due_at_label(l, stmt->label) : NULL;
    lower_jump(l, until, lower_text(l, stmt->begin, stmt->end));
}

static void lower_goto_any(struct lower *l, struct stmt *stmt)
{
    const char *target = lower_header(l, stmt->expr);
    lower_source(l, stmt->begin, stmt->expr->begin);
    lower_glue(l, "%s;", target);
}

static void lower_labelled(struct lower *l, struct stmt *stmt)
{
    if (stmt->kind == STMT_CASE && stmt->kids[0]->is_marker) {
        lower_glue(l, "case %zu:", stmt->number);
        return;
    }
    if (!stmt->kid_count) {
        lower_source(l, stmt->begin, stmt->end);
        return;
    }
    struct stmt *kid = stmt->kids[0];
    if (!is_ready_label(stmt->label)) {
        lower_source(l, stmt->begin, kid->begin);
        bool statement = kid->verbatim && kid->kind != STMT_DECL;
        if (!statement && kid->kind != STMT_CASE && kid->kind != STMT_DEFAULT)
            lower_glue(l, ";\n");
    }
    lower_line(l, kid->begin);
    lower_stmt(l, kid);
}

// -- the forms of the language -----------------------------------------------

static void lower_select(struct lower *l, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->cases.count; i++)
        stmt->cases.at[i].label->number = i;
    lower_select_entry(l, stmt);
    lower_glue(l, "switch (csp_result)\n");
    lower_switch_body(l, stmt->kids[0]);
}

// The statement runs on a thread of the pool: it stands between a suspension
// that goes there and one that comes back.
static void lower_blocking(struct lower *l, struct stmt *stmt)
{
    const char *f = l->fn->frame;
    lower_glue(l, "csp_result = csp_rt_block(csp_worker, &%s->csp);\n", f);
    lower_suspend(
        l, lower_point(l, CSP_POINT_BLOCKING, "BLOCKING", NULL, stmt->begin),
        "csp_result = 1;");
    lower_glue(l, "{\nint csp_away = csp_result;\n");
    lower_stmt(l, stmt->kids[0]);
    lower_glue(
        l,
        "\ncsp_result = csp_away ? csp_rt_unblock(csp_worker, &%s->csp) : 0;\n",
        f);
    lower_suspend(
        l, lower_point(l, CSP_POINT_BLOCKING, "BACK", NULL, stmt->begin), NULL);
    lower_glue(l, "}");
}

// go { }, and one turn of a par for: the variables that are the block's own are
// copied into the frame of the new task.
static void lower_go_block(struct lower *l, struct stmt *stmt)
{
    const struct fn *branch = stmt->branches.at[0];
    const char *worker = l->plain ? "0" : "csp_worker";
    struct place place = unit_place(l->unit, stmt->begin, stmt->begin);
    const char *spawn = lower_format(l, "csp_rt_spawn(%s", worker);
    if (stmt->gather)
        spawn = lower_format(l, "csp_rt_par_spawn(%s, &%s->csp_gather_%zu",
                             worker, l->fn->frame, stmt->gather);
    lower_glue(l,
               "{\nstruct %s__frame *csp_new = (struct %s__frame *)"
               "%s, &%s__co, \"%s\", %u);\n",
               branch->name, branch->name, spawn, branch->name, place.file,
               place.line);
    if (stmt->gather) lower_glue(l, "csp_new->csp_up = %s;\n", l->fn->frame);
    for (size_t i = 0; i < branch->params.count; i++) {
        const struct var *copy = branch->params.at[i];
        const char *from = lower_variable(l, copy->original);
        if (copy->type->class == TYPE_SCALAR)
            lower_glue(l, "csp_new->%s = %s;\n", copy->out, from);
        else
            lower_glue(l,
                       "__builtin_memcpy((void *)&csp_new->%s, (void *)&%s, "
                       "sizeof csp_new->%s);\n",
                       copy->out, from, copy->out);
    }
    lower_glue(l, "csp_rt_start(%s, &csp_new->csp);\n}", worker);
}

static void
wait_for_branches(struct lower *l, struct stmt *stmt, const char *gather)
{
    lower_glue(l, "csp_result = csp_rt_par_wait(csp_worker, &%s->csp, &%s);\n",
               l->fn->frame, gather);
    lower_suspend(l, lower_point(l, CSP_POINT_PAR, "PAR", NULL, stmt->begin),
                  NULL);
}

static void lower_par_for(struct lower *l, struct stmt *stmt)
{
    const char *gather =
        lower_format(l, "%s->csp_gather_%zu", l->fn->frame, stmt->gather);
    lower_glue(l, "csp_rt_par_begin(&%s);\n", gather);
    lower_stmt(l, stmt->kids[0]);
    lower_glue(l, "\n");
    wait_for_branches(l, stmt, gather);
}

// The branches' frames lie in this one; it goes on when all have ended.
static void lower_par(struct lower *l, struct stmt *stmt)
{
    const char *f = l->fn->frame;
    const char *name = lower_format(l, "par_%zu", l->to->points.count + 1);
    const char *op = lower_format(l, "%s->csp_op.%s", f, name);
    text_puts(&l->to->ops,
              "        struct {\n            struct csp_gather gather;\n");
    lower_glue(l, "csp_rt_par_begin(&%s.gather);\n", op);
    for (size_t i = 0; i < stmt->branches.count; i++) {
        const struct fn *branch = stmt->branches.at[i];
        text_printf(
            &l->to->ops,
            "            struct {\n                struct csp_branch branch;\n"
            "                struct %s__frame frame;\n            } %s;\n",
            branch->name, branch->name);
        lower_glue(l,
                   "csp_rt_par_branch(csp_worker, &%s.gather, &%s.%s.branch, "
                   "&%s__co);\n",
                   op, op, branch->name, branch->name);
        lower_glue(l, "%s.%s.frame.csp_up = %s;\n", op, branch->name, f);
        lower_glue(l, "csp_rt_start(csp_worker, &%s.%s.frame.csp);\n", op,
                   branch->name);
    }
    text_printf(&l->to->ops, "        } %s;\n", name);
    wait_for_branches(l, stmt, lower_format(l, "%s.gather", op));
}

static void lower_attributed(struct lower *l, struct stmt *stmt)
{
    size_t at = stmt->begin;
    for (size_t i = 0; i < stmt->kid_count; i++) {
        lower_source(l, at, stmt->kids[i]->begin);
        lower_stmt(l, stmt->kids[i]);
        at = stmt->kids[i]->end;
    }
    lower_source(l, at, stmt->end);
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
    case STMT_GOTO: lower_goto(l, stmt); return;
    case STMT_BREAK:
        lower_jump(l, l->due_break, lower_text(l, stmt->begin, stmt->end));
        return;
    case STMT_ATTRIBUTED:
    case STMT_OTHER: lower_attributed(l, stmt); return;
    case STMT_NULL:
    case STMT_ASM: lower_source(l, stmt->begin, stmt->end); return;
    }
}

void lower_stmt(struct lower *l, struct stmt *stmt)
{
    size_t outer = l->indent_at;
    l->indent_at = stmt->begin;
    if (stmt->is_stress) lower_yield(l, stmt->begin);
    if (stmt->verbatim && !is_ready_label(stmt->label))
        lower_source(l, stmt->begin, stmt->end);
    else
        lower_kind(l, stmt);
    l->indent_at = outer;
}

// -- functions ---------------------------------------------------------------

static struct lowered *new_lowered(struct unit *unit, struct fn *fn)
{
    struct lowered *to = ARENA_NEW(unit->arena, struct lowered);
    to->fn = fn;
    struct text *texts[] = {&to->body, &to->temps, &to->saved, &to->ops,
                            &to->sites};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        texts[i]->arena = unit->arena;
        text_puts(texts[i], "");
    }
    return to;
}

static struct lower begin(struct unit *unit, struct lowered *to)
{
    struct lower l = {.unit = unit, .fn = to->fn, .to = to, .out = &to->body};
    l.pretty = unit->options->emit == EMIT_C;
    return l;
}

// The lengths of parameters' arrays are evaluated on entry.
static void begin_body(struct lower *l)
{
    const struct fn *fn = l->fn;
    for (size_t i = 0; i < fn->params.count; i++) {
        const struct expr *first = fn->params.at[i]->first_length;
        if (first && first->has_effects)
            lower_glue(l, "(void)(%s);\n",
                       lower_text(l, first->begin, first->end));
        store_lengths(l, &fn->params.at[i]->lengths);
    }
    if (!fn->calls_alloca) return;
    lower_glue(l, "%s->csp_allocas = 0;\n", fn->frame);
    add_due(l,
            lower_format(l, "csp_rt_alloca_free(&%s->csp_allocas)", fn->frame),
            0, (size_t)-1);
}

struct lowered *lower_fn(struct unit *unit, struct fn *fn)
{
    struct lowered *to = new_lowered(unit, fn);
    struct lower l = begin(unit, to);
    mark_verbatim(fn->body, fn->has_cleanup);
    lower_edits(&l, false);
    lower_line(&l, fn->body->begin);
    begin_body(&l);
    lower_stmt(&l, fn->body);
    lower_scope_end(&l, NULL);
    return to;
}

struct lowered *lower_plain(struct unit *unit, struct fn *fn)
{
    struct lowered *to = new_lowered(unit, fn);
    struct lower l = begin(unit, to);
    l.plain = true;
    lower_edits(&l, true);
    mark_plain(fn->body);
    lower_line(&l, fn->body->begin);
    lower_stmt(&l, fn->body);
    return to;
}

const char *lower_twin(struct unit *unit, struct fn *fn)
{
    struct lowered *to = new_lowered(unit, fn);
    struct lower l = begin(unit, to);
    lower_edits(&l, true);
    struct text text = {.arena = unit->arena};
    lower_copy(&l, &text, fn->body->begin, fn->body->end);
    return text.at;
}

void lower_dump(struct unit *unit, struct fn *fn, FILE *out)
{
    struct lowered *to = lower_fn(unit, fn);
    fprintf(out, "function %s\n%s\n", fn->name, to->body.at);
}
