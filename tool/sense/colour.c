// SPDX-License-Identifier: MIT
// colour.c: which functions are coroutines, and where they suspend. A function
// is one if it says so, or if it is static, or main, or, under -fcsp-io, any,
// and does something that may suspend; the fixpoint runs over the calls of the
// unit. Afterwards every
// call has its op, and every expression and statement says whether a
// suspension is in it. Requires the tree; reports colours that disagree.
#include "sense/sense.h"

#include <string.h>

// -- the fixpoint ------------------------------------------------------------

struct search {
    struct unit *unit;
    struct fn *fn;
    struct expr *cause;
    struct stmt *cause_stmt;
    const struct expr *unevaluated; // the last one seen
};

static bool is_coroutine(const struct fn *fn)
{
    return fn->said.annotated || fn->colour.is_coroutine;
}

// (test ? f : g)(x): one of the names in the callee is a coroutine's.
static bool chooses_coroutine(const struct expr *callee)
{
    if (callee->kind == EXPR_REF) return callee->fn && is_coroutine(callee->fn);
    if (callee->kind == EXPR_CALL || callee->kind == EXPR_INDEX) return false;
    for (size_t i = 0; i < callee->kid_count; i++)
        if (chooses_coroutine(callee->kids[i])) return true;
    return false;
}

// Whether the function may be a coroutine of another file, which says nothing.
static bool is_elsewhere(const struct unit *unit, const struct fn *fn)
{
    return unit->options->code.across_files &&
           (!fn->body || fn->said.is_weak) && fn->said.is_ours &&
           !fn->said.is_static;
}

// Without a prototype the callee's frame cannot be filled in.
static enum op
inferred_address(const struct unit *unit, const struct expr *call)
{
    const struct type *type = call->kids[0]->as;
    size_t named = type_param_count(type), count = call->kid_count - 1;
    bool known = !type_is_variadic(type) && named == count;
    if (type_has_rest(type))
        known =
            count >= named && rest_is_known(unit) && !rest_misfit(unit, call);
    return known ? OP_POINTER : OP_PLAIN;
}

// -fcsp-io: who knows what is behind an address?
static bool may_lead_anywhere(const struct unit *unit, const struct expr *call)
{
    if (!unit->options->code.io || !call->kid_count) return false;
    if (call->fn && !is_elsewhere(unit, call->fn)) return false;
    return inferred_address(unit, call) == OP_POINTER;
}

static void find_cause_expr(struct expr *expr, void *context)
{
    struct search *search = context;
    if (tree_is_quiet(&search->unevaluated, expr)) return;
    if (search->cause || expr->kind != EXPR_CALL) return;
    enum op op = tree_operation(expr);
    bool coroutine = expr->fn
                         ? is_coroutine(expr->fn)
                         : expr->kid_count && chooses_coroutine(expr->kids[0]);
    bool pointer = expr->op == OP_POINTER || expr->op == OP_JOIN ||
                   may_lead_anywhere(search->unit, expr);
    if (op != OP_NONE || pointer || coroutine) search->cause = expr;
}

static void find_cause_stmt(struct stmt *stmt, void *context)
{
    struct search *search = context;
    if (search->cause_stmt) return;
    if (stmt->kind == STMT_SELECT || stmt->kind == STMT_BLOCKING ||
        stmt->kind == STMT_PAR || stmt->kind == STMT_SCOPE)
        search->cause_stmt = stmt;
}

// Coroutines whose users are still to be looked at.
typedef VEC(struct fn *) fn_list;

struct colouring {
    struct unit *unit;
    struct fn *fn; // whose body is walked
    fn_list found;
};

static void make_coroutine(struct colouring *c, struct fn *fn)
{
    fn->colour.is_coroutine = true;
    vec_push(c->unit->arena, &c->found, fn);
}

// What is started needs a step: a function of this file gets one.
static void force_coroutine(struct colouring *c, const struct expr *call)
{
    if (!call || call->kind != EXPR_CALL) return;
    struct fn *fn = call->fn;
    if (!fn || !fn->body || is_coroutine(fn)) return;
    if (fn->said.is_static || fn->said.is_main) make_coroutine(c, fn);
}

static void force_started(struct stmt *stmt, void *context)
{
    if (stmt->kind == STMT_GO) force_coroutine(context, stmt->expr);
}

static void force_spawned(struct expr *expr, void *context)
{
    if (expr->said.is_spawn) force_coroutine(context, plan_spawned(expr));
}

static void note_user(struct expr *expr, void *context)
{
    struct colouring *c = context;
    struct fn *fn = expr->fn;
    if (!fn || !fn->body) return;
    bool known = fn->colour.users.count &&
                 fn->colour.users.at[fn->colour.users.count - 1] == c->fn;
    if (!known) vec_push(c->unit->arena, &fn->colour.users, c->fn);
}

// Colours that are inferred: C itself may have something against it. If not, a
// plain twin is kept, for those who call it as a plain function.
static bool may_be_coroutine(struct colouring *c, struct fn *fn)
{
    fn->colour.stays_plain = stress_stays_plain(c->unit, fn);
    if (fn->colour.stays_plain) return false;
    fn->colour.keep_plain =
        !fn->said.annotated && !fn->said.is_main && !fn->outline.is_branch;
    return true;
}

static void recolour(struct colouring *c, struct fn *fn)
{
    if (fn->colour.is_coroutine || fn->colour.stays_plain) return;
    struct search search = {.unit = c->unit, .fn = fn};
    if (!fn->said.annotated) {
        tree_each_parameter(fn, find_cause_expr, &search);
        tree_each(fn->body, find_cause_stmt, find_cause_expr, &search);
    }
    if (!fn->said.annotated && !search.cause && !search.cause_stmt) return;
    fn->colour.cause = search.cause;
    fn->colour.cause_stmt = search.cause_stmt;
    if (c->unit->options->code.io && !may_be_coroutine(c, fn)) return;
    make_coroutine(c, fn);
}

// All that are none yet, and may be; what suspends without stress has an entry,
// as ever.
static void colour_stressed(struct colouring *c)
{
    for (size_t i = 0; i < c->unit->fns.count; i++) {
        struct fn *fn = c->unit->fns.at[i];
        if (!is_coroutine(fn) && may_be_coroutine(c, fn)) make_coroutine(c, fn);
    }
}

// A function that turns out to be a coroutine may make coroutines of those
// that name it, and of no others.
static void colour_users(struct colouring *c)
{
    while (c->found.count) {
        const struct fn *fn = c->found.at[--c->found.count];
        for (size_t i = 0; i < fn->colour.users.count; i++)
            recolour(c, fn->colour.users.at[i]);
    }
}

static void colour_functions(struct unit *unit)
{
    struct colouring c = {.unit = unit};
    for (size_t i = 0; i < unit->fns.count; i++) {
        c.fn = unit->fns.at[i];
        tree_each_parameter(c.fn, note_user, &c);
        tree_each(c.fn->body, NULL, note_user, &c);
    }
    for (size_t i = 0; i < unit->fns.count; i++)
        recolour(&c, unit->fns.at[i]);
    colour_users(&c);
    for (size_t i = 0; i < unit->fns.count; i++)
        tree_each(unit->fns.at[i]->body, force_started, force_spawned, &c);
    colour_users(&c);
    if (unit->options->code.stress) colour_stressed(&c);
    colour_users(&c);
}

// -- what the program had to say ---------------------------------------------

static const char *cause_words(const struct fn *fn)
{
    if (fn->colour.cause_stmt->kind == STMT_SELECT) return "select";
    if (fn->colour.cause_stmt->kind == STMT_SCOPE)
        return fn->colour.cause_stmt->expr->fn->form->name;
    return fn->colour.cause_stmt->kind == STMT_PAR ? "par"
                                                   : "blocking statement";
}

static void note_cause(struct unit *unit, const struct fn *fn)
{
    if (fn->colour.cause_stmt) {
        diag_report(unit->diag, SEVERITY_NOTE,
                    unit_place(unit, fn->colour.cause_stmt->begin,
                               fn->colour.cause_stmt->begin + 1),
                    NULL, "it suspends here, in a %s", cause_words(fn));
    } else if (fn->colour.cause) {
        const struct fn *callee = fn->colour.cause->fn;
        struct place place =
            unit_place(unit, fn->colour.cause->begin, fn->colour.cause->end);
        if (callee && tree_operation(fn->colour.cause) == OP_NONE)
            diag_report(unit->diag, SEVERITY_NOTE, place, NULL,
                        "it suspends here, by calling coroutine '%s'",
                        callee->name);
        else
            diag_report(unit->diag, SEVERITY_NOTE, place, NULL,
                        "it suspends here");
    }
}

static void check_declared(struct unit *unit, const struct fn *fn)
{
    if (fn->said.is_static || fn->said.is_main || fn->said.annotated ||
        unit->options->code.inferred)
        return;
    struct place at =
        unit_place(unit, fn->name_at, fn->name_at + strlen(fn->name));
    diag_report(unit->diag, SEVERITY_ERROR, at, "csp-undeclared",
                "function '%s' may suspend but is not declared 'coroutine'",
                fn->name);
    diag_fixit(unit->diag, unit_place(unit, fn->begin, fn->begin),
               "coroutine ");
    note_cause(unit, fn);
}

static void check_declarations(struct unit *unit, const struct fn *fn)
{
    if (!fn->said.annotated || fn->said.is_static || fn->replaced.by) return;
    size_t annotated = 0;
    while (annotated < fn->decls.count && !fn->decls.at[annotated].annotated)
        annotated++;
    for (size_t i = 0; i < fn->decls.count; i++) {
        if (fn->decls.at[i].annotated) continue;
        size_t at = fn->decls.at[i].begin;
        diag_report(
            unit->diag, SEVERITY_ERROR, unit_place(unit, at, at + 1),
            "csp-disagree",
            "this declaration of '%s' lacks 'coroutine', another has it",
            fn->name);
        diag_fixit(unit->diag, unit_place(unit, at, at), "coroutine ");
        if (annotated == fn->decls.count) continue;
        at = fn->decls.at[annotated].begin;
        diag_report(unit->diag, SEVERITY_NOTE, unit_place(unit, at, at + 1),
                    NULL, "it is declared 'coroutine' here");
    }
}

// Those that have csp_frame must have the same number.
static void check_frames(struct unit *unit, const struct fn *fn)
{
    const struct fn_decl *first = NULL;
    for (size_t i = 0; i < fn->decls.count; i++) {
        const struct fn_decl *decl = &fn->decls.at[i];
        if (!decl->frame || (first && decl->frame == first->frame)) continue;
        struct place place = unit_place(unit, decl->begin, decl->begin + 1);
        if (decl->frame < 0)
            diag_report(unit->diag, SEVERITY_ERROR, place, "csp-frame",
                        "csp_frame of '%s' wants a number of bytes as C has "
                        "it, from 1 to 2147483647",
                        fn->name);
        if (decl->frame < 0) return;
        if (!first) {
            first = decl;
            continue;
        }
        diag_report(unit->diag, SEVERITY_ERROR, place, "csp-frame",
                    "this declaration of '%s' has csp_frame(%lld), another "
                    "csp_frame(%lld)",
                    fn->name, (long long)decl->frame, (long long)first->frame);
        place = unit_place(unit, first->begin, first->begin + 1);
        diag_report(unit->diag, SEVERITY_NOTE, place, NULL,
                    "the other is here");
        return;
    }
}

// Another name for a function of this file: callers must know the same of it.
static void check_alias(struct unit *unit, const struct fn *fn)
{
    const struct fn *target = NULL;
    for (size_t i = 0; fn->said.alias && i < unit->fns.count; i++)
        if (unit->fns.at[i]->name == fn->said.alias) target = unit->fns.at[i];
    if (!target || unit->options->code.inferred) return;
    if (fn->said.annotated == (target->colour.is_coroutine)) return;
    const struct fn *lacks = fn->said.annotated ? target : fn;
    size_t at = lacks->begin;
    diag_report(unit->diag, SEVERITY_ERROR, unit_place(unit, at, at + 1),
                "csp-disagree",
                "'%s' is an alias of '%s', but only '%s' is a coroutine",
                fn->name, target->name, (lacks == fn ? target : fn)->name);
    diag_fixit(unit->diag, unit_place(unit, at, at), "coroutine ");
}

// -- ops and marks -----------------------------------------------------------

struct marker {
    struct unit *unit;
    struct fn *fn;
    bool stress;   // a suspension before each statement
    bool inferred; // who is called may be a coroutine
    int groups;    // around us: what leaves them waits
    bool away;     // inferred, in a blocking statement: off the workers
};

static bool mark_expr(struct marker *m, struct expr *expr);
static bool mark_stmt(struct marker *m, struct stmt *stmt);

// Without a prototype in sight, C takes calls that the definition does not.
static bool same_signature(struct marker *m, const struct expr *call)
{
    const struct fn *fn = call->fn;
    size_t count = call->kid_count - 1;
    if (fn->said.is_variadic
            ? count < fn->params.count || rest_begin(call) != fn->params.count
            : count != fn->params.count)
        return false;
    for (size_t i = 0; i < fn->params.count; i++) {
        const struct type *from = call->kids[i + 1]->as,
                          *to = fn->params.at[i]->type;
        if (from->class == TYPE_SCALAR && to->class == TYPE_SCALAR &&
            !call->kids[i + 1]->said.is_constant &&
            type_is_pointer(from) != type_is_pointer(to))
            return false;
    }
    const char *here = type_declare_object(m->unit, call->type, "");
    return strcmp(here, type_declare_object(m->unit, fn->result, "")) == 0 ||
           call->type->class == fn->result->class;
}

// A call that suspends only since -fcsp-stress has it suspend.
static enum op if_stressed(const struct marker *m, enum op op)
{
    return op == OP_PLAIN && !m->stress ? OP_NONE : op;
}

static enum op op_of_call(struct marker *m, struct expr *expr)
{
    if (expr->fn) {
        enum op op = tree_operation(expr);
        if (op != OP_NONE) return op;
        if (m->away && expr->fn->colour.keep_plain) return OP_NONE; // its twin
        if (m->inferred && stress_is_builtin(expr->fn->name) &&
            !expr->fn->replaced.by)
            return if_stressed(m, OP_PLAIN);
        if (is_coroutine(expr->fn)) {
            if (m->inferred && expr->fn->colour.keep_plain &&
                expr->fn->said.is_variadic && rest_misfit(m->unit, expr))
                return if_stressed(m, OP_PLAIN);
            expr->fn->colour.is_called = true;
            expr->colour.misfits =
                m->inferred && expr->fn->body && !same_signature(m, expr);
            return expr->colour.misfits ? if_stressed(m, OP_PLAIN)
                                        : OP_COROUTINE;
        }
        bool builtin = strncmp(expr->fn->name, "__builtin_", 10) == 0 ||
                       strncmp(expr->fn->name, "__sync_", 7) == 0 ||
                       strncmp(expr->fn->name, "__atomic_", 9) == 0 ||
                       strncmp(expr->fn->name, "csp_", 4) == 0 ||
                       strcmp(expr->fn->name, "alloca") == 0;
        if (builtin) return OP_NONE;
        if (m->inferred && is_elsewhere(m->unit, expr->fn))
            return if_stressed(m, inferred_address(m->unit, expr));
        return if_stressed(m, OP_PLAIN);
    }
    if (expr->op == OP_POINTER || expr->op == OP_JOIN) return expr->op;
    if (chooses_coroutine(expr->kids[0])) return OP_POINTER;
    return m->inferred ? if_stressed(m, inferred_address(m->unit, expr))
                       : OP_NONE;
}

// It does not suspend, but for its arguments; yet it takes statements.
static bool mark_spawn(struct marker *m, struct expr *expr)
{
    struct expr *call = plan_spawned(expr);
    expr->colour.suspends = true;
    if (call->kind != EXPR_CALL) return true;
    for (size_t i = 0; i < call->kid_count; i++)
        call->colour.suspends |= mark_expr(m, call->kids[i]);
    call->op = op_of_call(m, call);
    return true;
}

static void find_rewritten(struct stmt *stmt, void *context)
{
    bool *found = context;
    *found |= stmt->kind == STMT_GO || stmt->kind == STMT_SCOPE ||
              stmt->kind == STMT_RETURN || stmt->kind == STMT_CONTINUE ||
              stmt->kind == STMT_BREAK || stmt->kind == STMT_GOTO ||
              stmt->kind == STMT_GOTO_ANY;
}

// ({ go f(); }) and ({ return; }) do not suspend, yet they are rewritten.
static bool is_rewritten(struct stmt *body)
{
    bool found = false;
    tree_each(body, find_rewritten, NULL, &found);
    return found;
}

static bool mark_expr(struct marker *m, struct expr *expr)
{
    if (!expr) return false;
    bool inside = false;
    if (expr->kind == EXPR_UNEVALUATED) return false;
    if (expr->said.is_spawn) return mark_spawn(m, expr);
    for (size_t i = 0; i < expr->kid_count; i++)
        inside |= mark_expr(m, expr->kids[i]);
    if (expr->body) {
        inside |= mark_stmt(m, expr->body);
        inside |= is_rewritten(expr->body);
    }
    if (expr->kind == EXPR_CALL) {
        expr->op = op_of_call(m, expr);
        if (expr->op != OP_NONE && !expr->colour.is_case) {
            inside = true;
            m->fn->colour.point_count++;
        }
    }
    expr->colour.suspends = inside;
    return inside;
}

static bool mark_select(struct marker *m, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->select.cases.count; i++)
        if (stmt->select.cases.at[i].call)
            stmt->select.cases.at[i].call->colour.is_case = true;
    mark_stmt(m, stmt->kids[0]);
    // What the cases evaluate on entry counts as written in the braces.
    if (stmt->kids[0]->scope) stmt->kids[0]->scope->suspends = true;
    m->fn->colour.point_count++;
    return true;
}

static bool mark_go(struct marker *m, struct stmt *stmt)
{
    bool inside = false;
    if (!stmt->expr || stmt->expr->kind != EXPR_CALL) return false;
    for (size_t i = 0; i < stmt->expr->kid_count; i++)
        inside |= mark_expr(m, stmt->expr->kids[i]);
    stmt->expr->op = op_of_call(m, stmt->expr);
    return inside;
}

// -fcsp-stress puts a suspension before a statement that does something.
static bool wants_stress(const struct marker *m, const struct stmt *stmt)
{
    if (!m->stress) return false;
    switch (stmt->kind) {
    case STMT_EXPR:
    case STMT_IF:
    case STMT_WHILE:
    case STMT_DO:
    case STMT_FOR:
    case STMT_SWITCH:
    case STMT_GOTO:
    case STMT_GOTO_ANY:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN:
    case STMT_ASM: return true;
    case STMT_DECL:
        for (size_t i = 0; i < stmt->vars.count; i++)
            if (stmt->vars.at[i]->init &&
                stmt->vars.at[i]->storage == STORAGE_AUTO)
                return true;
        return false;
    case STMT_COMPOUND:
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
    case STMT_NULL:
    case STMT_ATTRIBUTED:
    case STMT_GO:
    case STMT_PAR:
    case STMT_BLOCKING:
    case STMT_SCOPE:
    case STMT_SELECT:
    case STMT_OTHER: return false;
    }
    return false;
}

// Off the workers nothing may suspend, whatever is inferred elsewhere.
static bool mark_blocking(struct marker *m, struct stmt *stmt)
{
    struct marker outer = *m;
    m->away = m->inferred;
    m->stress = m->inferred = false;
    mark_stmt(m, stmt->kids[0]);
    *m = outer;
    m->fn->colour.point_count += 2;
    return true;
}

static bool mark_lengths(struct marker *m, const struct lengths *lengths)
{
    bool inside = false;
    for (size_t i = 0; i < lengths->exprs.count; i++)
        inside |= mark_expr(m, lengths->exprs.at[i]);
    return inside;
}

// The end of a group waits.
static bool mark_scope(struct marker *m, struct stmt *stmt)
{
    bool is_group = tree_is_group(stmt);
    stmt->opened = is_group ? ++m->fn->group_count : ++m->fn->scope_count;
    m->groups += is_group;
    m->fn->colour.point_count += is_group;
    return is_group;
}

static bool leaves(const struct stmt *stmt)
{
    return stmt->kind == STMT_BREAK || stmt->kind == STMT_CONTINUE ||
           stmt->kind == STMT_GOTO || stmt->kind == STMT_RETURN;
}

static bool mark_stmt(struct marker *m, struct stmt *stmt)
{
    if (!stmt) return false;
    bool inside = false;
    if (wants_stress(m, stmt)) {
        stmt->colour.is_stress = inside = true;
        m->fn->colour.point_count++;
    }
    if (stmt->kind == STMT_SCOPE) inside |= mark_scope(m, stmt);
    if (m->groups && leaves(stmt)) inside = true;
    if (stmt->kind == STMT_SELECT)
        inside |= mark_select(m, stmt);
    else if (stmt->kind == STMT_GO)
        inside |= mark_go(m, stmt);
    else
        inside |= stmt->kind != STMT_CASE && mark_expr(m, stmt->expr);
    inside |= mark_stmt(m, stmt->init);
    inside |= mark_expr(m, stmt->step);
    for (size_t i = 0; i < stmt->types.count; i++)
        inside |= mark_lengths(m, &stmt->types.at[i]->lengths);
    for (size_t i = 0; i < stmt->vars.count; i++) {
        if (stmt->vars.at[i]->storage != STORAGE_AUTO) continue;
        inside |= mark_lengths(m, &stmt->vars.at[i]->lengths);
        inside |= mark_expr(m, stmt->vars.at[i]->init);
    }
    if (stmt->kind == STMT_BLOCKING)
        inside |= mark_blocking(m, stmt);
    else if (stmt->kind != STMT_GO && stmt->kind != STMT_SELECT)
        for (size_t i = 0; i < stmt->kid_count; i++)
            inside |= mark_stmt(m, stmt->kids[i]);
    if (stmt->kind == STMT_PAR) {
        inside = true;
        m->fn->colour.point_count++;
    }
    m->groups -= tree_is_group(stmt);
    stmt->colour.suspends = inside;
    if (stmt->scope) stmt->scope->suspends = inside;
    return inside;
}

static void mark_function(struct unit *unit, struct fn *fn)
{
    struct marker marker = {.unit = unit,
                            .fn = fn,
                            .stress = unit->options->code.stress,
                            .inferred = unit->options->code.inferred};
    fn->scopes.at[0]->suspends = mark_stmt(&marker, fn->body);
}

static void mark_plain_go(struct stmt *stmt, void *context)
{
    struct marker *m = context;
    if (stmt->kind != STMT_GO) return;
    mark_go(m, stmt);
    m->fn->colour.has_go = true;
}

bool colour_unit(struct unit *unit)
{
    colour_functions(unit);
    for (size_t i = 0; i < unit->declared.count; i++) {
        check_declarations(unit, unit->declared.at[i]);
        check_frames(unit, unit->declared.at[i]);
        check_alias(unit, unit->declared.at[i]);
    }
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        struct marker marker = {.unit = unit, .fn = fn};
        if (fn->colour.is_coroutine) {
            check_declared(unit, fn);
            mark_function(unit, fn);
        } else {
            tree_each(fn->body, mark_plain_go, NULL, &marker);
        }
    }
    return unit->diag->errors == 0;
}

// A word of csp.h as people write it, or the function's own name.
static const char *word_of(struct unit *unit, const struct fn *fn)
{
    if (!fn->form) return fn->name;
    return fn->form->is_long
               ? arena_printf(unit->arena, "csp_%s", fn->form->name)
               : fn->form->name;
}

static void dump_cause(struct unit *unit, const struct fn *fn, FILE *out)
{
    size_t at = fn->colour.cause ? fn->colour.cause->begin : 0;
    if (fn->colour.cause_stmt) at = fn->colour.cause_stmt->begin;
    if (fn->said.annotated)
        fprintf(out, ", declared");
    else if (fn->colour.cause && fn->colour.cause->fn)
        fprintf(out, ", because of %s", word_of(unit, fn->colour.cause->fn));
    else if (fn->colour.cause)
        fprintf(out, ", because of a call through a pointer");
    else if (fn->colour.cause_stmt)
        fprintf(out, ", because of a %s", cause_words(fn));
    if (!fn->said.annotated && (fn->colour.cause || fn->colour.cause_stmt))
        fprintf(out, " in line %u", unit_place(unit, at, at).line);
}

void colour_dump(struct unit *unit, FILE *out)
{
    for (size_t i = 0; i < unit->fns.count; i++) {
        const struct fn *fn = unit->fns.at[i];
        if (fn->said.is_system ||
            source_line_at(unit->source, fn->begin)->system)
            continue;
        if (!fn->colour.is_coroutine) {
            fprintf(out, "%s: plain\n", fn->name);
            continue;
        }
        fprintf(out, "%s: coroutine, %zu suspension%s", fn->name,
                fn->colour.point_count, fn->colour.point_count == 1 ? "" : "s");
        dump_cause(unit, fn, out);
        fprintf(out, "\n");
    }
}
