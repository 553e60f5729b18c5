// SPDX-License-Identifier: MIT
// outline.c: blocks that run as tasks of their own, the branches of a par, the
// body of a par for and that of `go { }`, become functions. A branch of a par
// reaches the variables around it through the frame of its parent, which
// outlives it; a go block gets copies of those that it uses, as parameters, and
// the branches of a par for get copies of the loop's own. Runs on the tree
// before colours; leaves the new functions at the end of unit->fns, and the
// statement with its list of branches. A par for keeps its loop, around a
// statement that starts one branch.
#include "passes.h"

#include <string.h>

static bool within(const struct fn *branch, size_t at)
{
    return branch->begin <= at && at < branch->end;
}

// -- what moves to the branch ------------------------------------------------

static void move_refs(struct unit *unit, struct fn *outer, struct fn *branch)
{
    size_t kept = 0;
    for (size_t i = 0; i < outer->refs.count; i++) {
        struct ref ref = outer->refs.at[i];
        if (within(branch, ref.begin))
            vec_push(unit->arena, &branch->refs, ref);
        else
            outer->refs.at[kept++] = ref;
    }
    outer->refs.count = kept;
}

static void move_vars(struct unit *unit, struct fn *outer, struct fn *branch)
{
    size_t kept = 0;
    for (size_t i = 0; i < outer->vars.count; i++) {
        struct var *var = outer->vars.at[i];
        if (var->storage != STORAGE_PARAM && within(branch, var->name_at)) {
            var->fn = branch;
            vec_push(unit->arena, &branch->vars, var);
        } else {
            outer->vars.at[kept++] = var;
        }
    }
    outer->vars.count = kept;
}

static void move_types(struct unit *unit, struct fn *outer, struct fn *branch)
{
    size_t kept = 0;
    for (size_t i = 0; i < outer->types.count; i++) {
        struct local_type *type = outer->types.at[i];
        if (within(branch, type->begin))
            vec_push(unit->arena, &branch->types, type);
        else
            outer->types.at[kept++] = type;
    }
    outer->types.count = kept;
}

static void drop_kid(struct scope *parent, const struct scope *kid)
{
    size_t kept = 0;
    for (size_t i = 0; parent && i < parent->kids.count; i++)
        if (parent->kids.at[i] != kid)
            parent->kids.at[kept++] = parent->kids.at[i];
    if (parent) parent->kids.count = kept;
}

static void move_scopes(struct unit *unit, struct fn *outer, struct fn *branch)
{
    struct scope *top = ARENA_NEW(unit->arena, struct scope);
    size_t kept = 0;
    top->begin = branch->begin;
    top->end = branch->end;
    vec_push(unit->arena, &branch->scopes, top);
    for (size_t i = 0; i < outer->scopes.count; i++) {
        struct scope *scope = outer->scopes.at[i];
        bool moves =
            i > 0 && within(branch, scope->begin) && scope->end <= branch->end;
        if (!moves) {
            outer->scopes.at[kept++] = scope;
            continue;
        }
        vec_push(unit->arena, &branch->scopes, scope);
        if (within(branch, scope->parent->begin) &&
            scope->parent->end <= branch->end)
            continue;
        drop_kid(scope->parent, scope);
        scope->parent = top;
        vec_push(unit->arena, &top->kids, scope);
    }
    outer->scopes.count = kept;
}

// -- what the branch reaches outside -----------------------------------------

static bool is_local(const struct var *var)
{
    return var->storage == STORAGE_AUTO || var->storage == STORAGE_PARAM;
}

static struct var *
copy_of(struct unit *unit, struct fn *branch, struct var *var)
{
    for (size_t i = 0; i < branch->params.count; i++)
        if (branch->params.at[i]->original == var) return branch->params.at[i];
    struct var *copy = ARENA_NEW(unit->arena, struct var);
    copy->name = copy->out = var->name;
    copy->type = var->type;
    copy->storage = STORAGE_PARAM;
    copy->scope = branch->scopes.at[0];
    copy->fn = branch;
    copy->align = var->align;
    copy->is_coroutine = var->is_coroutine;
    copy->name_at = var->name_at;
    copy->live = -1;
    copy->original = var;
    vec_push(unit->arena, &branch->params, copy);
    vec_push(unit->arena, &branch->vars, copy);
    return copy;
}

static void replace_vars(struct expr *expr, void *context)
{
    const struct fn *branch = context;
    for (size_t i = 0; expr->var && i < branch->params.count; i++)
        if (branch->params.at[i]->original == expr->var) {
            struct var *copy = branch->params.at[i];
            copy->address_taken |= expr->var->address_taken;
            expr->var = copy;
        }
}

static void no_stmt(struct stmt *stmt, void *context)
{
    (void)stmt;
    (void)context;
}

// The loop declares, assigns or receives into the variable in its head.
static bool
is_of_loop(const struct fn *outer, const struct stmt *loop, struct var *var)
{
    for (size_t i = 0; loop->init && i < loop->init->vars.count; i++)
        if (loop->init->vars.at[i] == var) return true;
    for (size_t i = 0; i < outer->refs.count; i++) {
        const struct ref *ref = &outer->refs.at[i];
        if (ref->kind == REF_VAR && ref->to.var == var &&
            (ref->writes || ref->address) && ref->begin >= loop->begin &&
            ref->begin < loop->kids[0]->begin)
            return true;
    }
    return false;
}

static void capture(struct unit *unit, struct fn *outer, struct fn *branch,
                    const struct stmt *stmt)
{
    const struct stmt *loop = branch->is_counted ? stmt->kids[0] : NULL;
    for (size_t i = 0; i < branch->refs.count; i++) {
        struct ref *ref = &branch->refs.at[i];
        if (ref->kind != REF_VAR || ref->to.var->fn == branch) continue;
        struct var *var = ref->to.var;
        var->captured = true;
        if (!is_local(var)) continue;
        if (stmt->kind == STMT_GO || (loop && is_of_loop(outer, loop, var)))
            ref->to.var = copy_of(unit, branch, var);
        else
            var->address_taken = true;
    }
    if (branch->params.count)
        tree_each(branch->body, no_stmt, replace_vars, branch);
}

// -- branches ----------------------------------------------------------------

static struct type *void_type(struct unit *unit)
{
    struct type *type = ARENA_NEW(unit->arena, struct type);
    type->class = TYPE_VOID;
    return type;
}

static struct fn *outline(struct unit *unit, struct fn *outer,
                          struct stmt *body, const struct stmt *stmt)
{
    bool is_go = stmt->kind == STMT_GO;
    struct fn *branch = ARENA_NEW(unit->arena, struct fn);
    branch->name = arena_printf(unit->arena, "%s__%s_%zu", outer->name,
                                is_go ? "go" : "par", ++outer->outlined);
    branch->unit = unit;
    branch->result = void_type(unit);
    branch->body = body;
    branch->begin = branch->name_at = body->begin;
    branch->end = body->end;
    branch->is_static = branch->is_branch = true;
    branch->outer = is_go ? NULL : outer;
    branch->is_counted = stmt->gather > 0;
    branch->colour = COLOUR_COROUTINE;
    branch->words = outer->words;
    move_scopes(unit, outer, branch);
    move_refs(unit, outer, branch);
    move_vars(unit, outer, branch);
    move_types(unit, outer, branch);
    capture(unit, outer, branch, stmt);
    vec_push(unit->arena, &unit->fns, branch);
    vec_push(unit->arena, &unit->declared, branch);
    return branch;
}

struct context {
    struct unit *unit;
    struct fn *fn;
};

static void add_branch(struct context *c, struct stmt *stmt, struct stmt *body)
{
    struct fn *branch = outline(c->unit, c->fn, body, stmt);
    vec_push(c->unit->arena, &stmt->branches, branch);
}

// `continue` in the body of a par for ends the task.
static void end_at_continue(struct stmt *stmt)
{
    if (stmt->kind == STMT_CONTINUE) {
        stmt->kind = STMT_RETURN;
        stmt->ends_task = true;
    }
    if (stmt->kind == STMT_FOR || stmt->kind == STMT_WHILE ||
        stmt->kind == STMT_DO)
        return;
    for (size_t i = 0; i < stmt->kid_count; i++)
        end_at_continue(stmt->kids[i]);
}

static void outline_loop(struct context *c, struct stmt *stmt)
{
    struct stmt *loop = stmt->kids[0], *body = loop->kids[0];
    struct stmt *start = ARENA_NEW(c->unit->arena, struct stmt);
    start->kind = STMT_GO;
    start->begin = body->begin;
    start->end = body->end;
    start->gather = stmt->gather = ++c->fn->gather_count;
    end_at_continue(body);
    struct fn *branch = outline(c->unit, c->fn, body, stmt);
    vec_push(c->unit->arena, &start->branches, branch);
    loop->kids[0] = start;
}

static void outline_stmt(struct stmt *stmt, void *context)
{
    struct context *c = context;
    if (!stmt->kid_count) return;
    struct stmt *body = stmt->kids[0];
    if (stmt->kind == STMT_GO && !stmt->expr) {
        add_branch(c, stmt, body);
        stmt->kid_count = 0;
    } else if (stmt->kind == STMT_PAR && body->kind == STMT_FOR) {
        outline_loop(c, stmt);
    } else if (stmt->kind == STMT_PAR) {
        if (body->kind != STMT_COMPOUND) {
            add_branch(c, stmt, body);
        } else {
            for (size_t i = 0; i < body->kid_count; i++)
                add_branch(c, stmt, body->kids[i]);
        }
        stmt->kid_count = 0;
    }
}

static void ignore_expr(struct expr *expr, void *context)
{
    (void)expr;
    (void)context;
}

void outline_unit(struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++) { // it grows: blocks in blocks
        struct context context = {unit, unit->fns.at[i]};
        tree_each(context.fn->body, outline_stmt, ignore_expr, &context);
    }
}
