// SPDX-License-Identifier: MIT
// outline.c: blocks that run as tasks of their own, the branches of a par, the
// body of a par for and that of `go { }`, become functions. A branch of a par
// reaches the variables around it through the frame of its parent, which
// outlives it; a go block gets copies of those that it uses, as parameters, and
// the branches of a par for get copies of the loop's own. Runs on the tree
// before colours; leaves the new functions at the end of unit->fns, and the
// statement with its list of branches. A par for keeps its loop, around a
// statement that starts one branch.
#include "sense/sense.h"

#include <stdlib.h>
#include <string.h>

typedef VEC(struct fn *) fns;

// The branch that holds a place of the text; they stand in its order. NULL:
// none does.
static struct fn *branch_at(const fns *branches, size_t at)
{
    size_t low = 0, high = branches->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (branches->at[middle]->end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == branches->count || at < branches->at[low]->begin) return NULL;
    return branches->at[low];
}

// -- what moves to the branches ----------------------------------------------

static void move_refs(struct unit *unit, struct fn *outer, const fns *branches)
{
    size_t kept = 0;
    for (size_t i = 0; i < outer->refs.count; i++) {
        struct ref ref = outer->refs.at[i];
        struct fn *branch = branch_at(branches, ref.begin);
        if (branch)
            vec_push(unit->arena, &branch->refs, ref);
        else
            outer->refs.at[kept++] = ref;
    }
    outer->refs.count = kept;
}

static void move_vars(struct unit *unit, struct fn *outer, const fns *branches)
{
    size_t kept = 0;
    for (size_t i = 0; i < outer->vars.count; i++) {
        struct var *var = outer->vars.at[i];
        struct fn *branch = branch_at(branches, var->name_at);
        if (branch && var->storage != STORAGE_PARAM) {
            var->fn = branch;
            vec_push(unit->arena, &branch->vars, var);
        } else {
            outer->vars.at[kept++] = var;
        }
    }
    outer->vars.count = kept;
}

static void move_types(struct unit *unit, struct fn *outer, const fns *branches)
{
    size_t kept = 0;
    for (size_t i = 0; i < outer->types.count; i++) {
        struct local_type *type = outer->types.at[i];
        struct fn *branch = branch_at(branches, type->begin);
        if (branch)
            vec_push(unit->arena, &branch->types, type);
        else
            outer->types.at[kept++] = type;
    }
    outer->types.count = kept;
}

// A scope around a whole branch begins outside of it, or where it begins and
// ends behind it.
static struct fn *branch_of_scope(const fns *branches, const struct scope *s)
{
    struct fn *branch = branch_at(branches, s->begin);
    return branch && s->end <= branch->end ? branch : NULL;
}

static void drop_moved_kids(struct scope *scope)
{
    size_t kept = 0;
    for (size_t i = 0; i < scope->kids.count; i++)
        if (scope->kids.at[i]->parent == scope)
            scope->kids.at[kept++] = scope->kids.at[i];
    scope->kids.count = kept;
}

static void
move_scopes(struct unit *unit, struct fn *outer, const fns *branches)
{
    size_t kept = 1; // the first one is the function's own
    for (size_t i = 1; i < outer->scopes.count; i++) {
        struct scope *scope = outer->scopes.at[i];
        struct fn *branch = branch_of_scope(branches, scope);
        if (!branch) {
            outer->scopes.at[kept++] = scope;
            continue;
        }
        vec_push(unit->arena, &branch->scopes, scope);
        if (scope->parent != outer->scopes.at[0] &&
            branch_of_scope(branches, scope->parent))
            continue;
        scope->parent = branch->scopes.at[0];
        vec_push(unit->arena, &scope->parent->kids, scope);
    }
    outer->scopes.count = kept;
    for (size_t i = 0; i < kept; i++)
        drop_moved_kids(outer->scopes.at[i]);
}

// -- what the branch reaches outside -----------------------------------------

static bool is_local(const struct var *var)
{
    return var->storage == STORAGE_AUTO || var->storage == STORAGE_PARAM;
}

static struct var *
copy_of(struct unit *unit, struct fn *branch, struct var *var)
{
    if (var->outline.copy && var->outline.copy->fn == branch)
        return var->outline.copy;
    struct var *copy = ARENA_NEW(unit->arena, struct var);
    copy->name = copy->out = var->name;
    copy->type = var->type;
    copy->storage = STORAGE_PARAM;
    copy->scope = branch->scopes.at[0];
    copy->fn = branch;
    copy->said.align = var->said.align;
    copy->name_at = var->name_at;
    copy->live.bit = -1;
    copy->outline.original = var;
    var->outline.copy = copy;
    vec_push(unit->arena, &branch->params, copy);
    vec_push(unit->arena, &branch->vars, copy);
    return copy;
}

static void replace_vars(struct expr *expr, void *context)
{
    const struct fn *branch = context;
    if (expr->scope && expr->scope->begin < branch->begin) // of a literal
        expr->scope = branch->scopes.at[0];
    struct var *copy = expr->var ? expr->var->outline.copy : NULL;
    if (!copy || copy->fn != branch) return;
    copy->said.address_taken |= expr->var->said.address_taken;
    expr->var = copy;
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

static void capture(struct unit *unit, struct fn *outer, struct fn *branch)
{
    const struct stmt *stmt = branch->outline.started_by;
    const struct stmt *loop = branch->outline.is_counted ? stmt->kids[0] : NULL;
    for (size_t i = 0; i < branch->refs.count; i++) {
        struct ref *ref = &branch->refs.at[i];
        if (ref->kind != REF_VAR || ref->to.var->fn == branch) continue;
        struct var *var = ref->to.var;
        var->outline.captured = true;
        if (!is_local(var)) continue;
        if (stmt->kind == STMT_GO || (loop && is_of_loop(outer, loop, var)))
            ref->to.var = copy_of(unit, branch, var);
        else
            var->said.address_taken = true;
    }
    tree_each(branch->body, NULL, replace_vars, branch);
}

// -- branches ----------------------------------------------------------------

static struct type *void_type(struct unit *unit)
{
    struct type *type = ARENA_NEW(unit->arena, struct type);
    type->class = TYPE_VOID;
    return type;
}

struct context {
    struct unit *unit;
    struct fn *fn;
    fns branches; // in the order of the text
};

static struct fn *
add_branch(struct context *c, struct stmt *body, struct stmt *stmt)
{
    struct arena *arena = c->unit->arena;
    bool is_go = stmt->kind == STMT_GO;
    struct fn *branch = ARENA_NEW(arena, struct fn);
    branch->name = arena_printf(arena, "%s__%s_%zu", c->fn->names.stem,
                                is_go ? "go" : "par", ++c->fn->outline.count);
    branch->names.stem = branch->name;
    branch->unit = c->unit;
    branch->result = void_type(c->unit);
    branch->body = body;
    branch->begin = branch->name_at = body->begin;
    branch->end = body->end;
    branch->said.is_static = branch->outline.is_branch = true;
    branch->outline.outer = is_go ? NULL : c->fn;
    branch->outline.is_counted = stmt->outline.gather > 0;
    branch->outline.started_by = stmt;
    branch->colour.is_coroutine = true;
    branch->names.words = c->fn->names.words;
    branch->said.code_attributes = c->fn->said.code_attributes;
    struct scope *top = ARENA_NEW(arena, struct scope);
    top->begin = branch->begin;
    top->end = branch->end;
    vec_push(arena, &branch->scopes, top);
    vec_push(arena, &c->branches, branch);
    return branch;
}

// `continue` in the body of a par for ends the task.
static void end_at_continue(struct stmt *stmt)
{
    if (stmt->kind == STMT_CONTINUE) {
        stmt->kind = STMT_RETURN;
        stmt->outline.ends_task = true;
    }
    if (stmt->kind == STMT_FOR || stmt->kind == STMT_WHILE ||
        stmt->kind == STMT_DO)
        return;
    for (size_t i = 0; i < stmt->kid_count; i++)
        end_at_continue(stmt->kids[i]);
}

// Its value when the task reads it, of copies of the locals, is that of now.
static bool is_settled(const struct expr *expr)
{
    bool copied = expr->var && is_local(expr->var) &&
                  expr->type->class != TYPE_ARRAY && !expr->type->is_vm;
    switch (expr->kind) {
    case EXPR_LEAF:
    case EXPR_UNEVALUATED: return true;
    case EXPR_REF: return expr->said.is_constant || copied;
    case EXPR_UNARY:
        if (expr->said.is_deref) return false;
        break;
    case EXPR_MEMBER:
        if (expr->kids[0]->type->class != TYPE_RECORD) return false;
        break;
    case EXPR_PAREN:
    case EXPR_BINARY:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_COND:
    case EXPR_CAST:
    case EXPR_LITERAL:
    case EXPR_INIT:
    case EXPR_DESIGNATED: break;
    default: return false;
    }
    for (size_t i = 0; i < expr->kid_count; i++)
        if (!is_settled(expr->kids[i])) return false;
    return !expr->said.has_effects;
}

// go csp_sleep(n): an operation is no function, but a block of it is.
static void make_block(struct stmt *stmt)
{
    const struct expr *call = stmt->expr;
    if (stmt->kind != STMT_GO || !call || call->kind != EXPR_CALL ||
        tree_operation(call) == OP_NONE)
        return;
    for (size_t i = 1; i < call->kid_count; i++)
        if (!is_settled(call->kids[i])) return;
    stmt->expr = NULL;
}

static void outline_loop(struct context *c, struct stmt *stmt)
{
    struct stmt *loop = stmt->kids[0], *body = loop->kids[0];
    struct stmt *start = ARENA_NEW(c->unit->arena, struct stmt);
    start->kind = STMT_GO;
    start->begin = body->begin;
    start->end = body->end;
    start->outline.gather = stmt->outline.gather =
        ++c->fn->outline.gather_count;
    end_at_continue(body);
    vec_push(c->unit->arena, &start->outline.branches,
             add_branch(c, body, stmt));
    loop->kids[0] = start;
}

static void outline_stmt(struct stmt *stmt, void *context)
{
    struct context *c = context;
    if (!stmt->kid_count) return;
    struct stmt *body = stmt->kids[0];
    make_block(stmt);
    bool is_block = stmt->kind == STMT_GO && !stmt->expr;
    if (stmt->kind == STMT_PAR && body->kind == STMT_FOR) {
        outline_loop(c, stmt);
        return;
    }
    if (!is_block && stmt->kind != STMT_PAR) return;
    bool many = !is_block && body->kind == STMT_COMPOUND;
    for (size_t i = 0; i < (many ? body->kid_count : 1); i++)
        vec_push(c->unit->arena, &stmt->outline.branches,
                 add_branch(c, many ? body->kids[i] : body, stmt));
    stmt->kid_count = 0;
}

static int compare_places(const void *left, const void *right)
{
    const struct fn *const *a = left, *const *b = right;
    return (*a)->begin<(*b)->begin ? -1 : (*a)->begin>(*b)->begin;
}

static void outline_fn(struct unit *unit, struct fn *fn)
{
    struct context c = {.unit = unit, .fn = fn};
    tree_each(fn->body, outline_stmt, NULL, &c);
    if (!c.branches.count) return;
    fns branches = c.branches;
    qsort(branches.at, branches.count, sizeof *branches.at, compare_places);
    move_scopes(unit, fn, &branches);
    move_refs(unit, fn, &branches);
    move_vars(unit, fn, &branches);
    move_types(unit, fn, &branches);
    for (size_t i = 0; i < branches.count; i++) {
        capture(unit, fn, branches.at[i]);
        vec_push(unit->arena, &unit->fns, branches.at[i]);
        vec_push(unit->arena, &unit->declared, branches.at[i]);
    }
}

void outline_unit(struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++) // it grows: blocks in blocks
        outline_fn(unit, unit->fns.at[i]);
}
