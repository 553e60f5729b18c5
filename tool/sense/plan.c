// SPDX-License-Identifier: MIT
// plan.c: the order of evaluation in expressions that suspend. Operands go from
// left to right; what an assignment writes to is read late where nothing shows.
// An operand before one that suspends is saved to a temporary, but only where
// that could show. cfg.c and lower/expr.c follow the marks left here, so that
// liveness sees what is emitted. Requires colours.
#include "sense/sense.h"

#include <string.h>

struct expr *plan_strip(struct expr *expr)
{
    while (expr->kind == EXPR_PAREN)
        expr = expr->kids[0];
    return expr;
}

// (0 ? (void)(call) : (void)0, (type)csp__spawn())
struct expr *plan_spawned(struct expr *expr)
{
    struct expr *call = plan_strip(expr->kids[0]);
    if (call->kind == EXPR_COND) call = plan_strip(call->kids[1]);
    if (call->kind == EXPR_CAST) call = plan_strip(call->kids[0]);
    return call;
}

static struct var *address_of_variable(struct expr *expr)
{
    if (!expr || expr->kind != EXPR_ADDRESS) return NULL;
    struct expr *target = plan_strip(expr->kids[0]);
    if (target->kind != EXPR_REF || !target->var) return NULL;
    struct var *var = target->var;
    bool local = var->storage == STORAGE_AUTO || var->storage == STORAGE_PARAM;
    if (!local || var->said.address_taken || var->type->class != TYPE_SCALAR)
        return NULL;
    return var->type->is_volatile || var->type->is_atomic ? NULL : var;
}

static void take_answer(struct receive *receive, struct expr *ok)
{
    ok = plan_strip(ok);
    if (!ok->said.is_constant || ok->kind == EXPR_ADDRESS) receive->ok = ok;
    receive->ok_into = address_of_variable(receive->ok);
}

struct receive plan_offer(const struct expr *call)
{
    struct receive receive = {.chan = call->kids[1]};
    if (call->kid_count > 3) take_answer(&receive, call->kids[3]);
    return receive;
}

struct receive plan_receive(const struct expr *call)
{
    struct receive receive = {.chan = call->kids[1]};
    struct expr *target = plan_strip(call->kids[2]);
    if (target->kind == EXPR_CAST) target = plan_strip(target->kids[0]);
    if (target->kind == EXPR_GENERIC) target = target->kids[0];
    receive.target = plan_strip(target);
    receive.into = address_of_variable(receive.target);
    take_answer(&receive, call->kids[3]);
    return receive;
}

struct expr *plan_sent_value(const struct expr *call)
{
    struct expr *literal = plan_strip(call->kids[2]);
    if (literal->kind != EXPR_LITERAL || !literal->kid_count) return NULL;
    struct expr *init = literal->kids[0];
    if (init->kind != EXPR_INIT || init->kid_count != 1) return NULL;
    struct expr *value = init->kids[0];
    if (value->kind == EXPR_INIT || value->kind == EXPR_DESIGNATED) return NULL;
    return value->as->class == TYPE_ARRAY || value->type->is_const ? NULL
                                                                   : value;
}

// -- what may be read late ---------------------------------------------------

// Something in between assigns the variable, or receives into it.
static bool changes_between(const struct fn *fn, const struct var *var,
                            size_t begin, size_t end)
{
    for (size_t i = 0; i < fn->refs.count; i++) {
        const struct ref *ref = &fn->refs.at[i];
        if (ref->begin < begin || ref->begin >= end) continue;
        if (ref->kind == REF_VAR && ref->to.var == var &&
            (ref->writes || ref->address))
            return true;
    }
    return false;
}

// True if evaluating it after the later operands gives the same value.
static bool is_stable(const struct fn *fn, struct expr *expr, size_t end)
{
    expr = plan_strip(expr);
    if (expr->said.is_constant) return true;
    if (expr->kind == EXPR_REF && expr->fn) return true;
    if (expr->kind == EXPR_ADDRESS)
        return plan_strip(expr->kids[0])->kind == EXPR_REF;
    if (expr->kind != EXPR_REF || !expr->var) return false;
    const struct var *var = expr->var;
    if (var->type->class == TYPE_ARRAY && !var->type->is_vm) return true;
    if (var->storage != STORAGE_AUTO && var->storage != STORAGE_PARAM)
        return false;
    if (var->type->class != TYPE_SCALAR || var->said.address_taken)
        return false;
    if (var->type->is_volatile || var->type->is_atomic || var->type->is_vm)
        return false;
    return !changes_between(fn, var, expr->end, end);
}

// -- operands ----------------------------------------------------------------

static void plan_expr(struct fn *fn, struct expr *expr);
static void plan_stmt(struct fn *fn, struct stmt *stmt);

static void save_before(struct fn *fn, struct expr *kid, size_t end)
{
    if (kid->kind == EXPR_INIT || kid->kind == EXPR_DESIGNATED) {
        for (size_t i = 0; i < kid->kid_count; i++)
            save_before(fn, kid->kids[i], end);
        return;
    }
    kid->plan.saved = !is_stable(fn, kid, end);
}

// It is assigned to, or its address is taken: with it, what it is a part of.
static void mark_target(struct expr *expr)
{
    if (!expr->said.is_lvalue) return;
    expr->plan.is_target = true;
    switch (expr->kind) {
    case EXPR_PAREN:
    case EXPR_GENERIC: mark_target(expr->kids[0]); break;
    case EXPR_UNARY:
        if (!expr->said.is_deref) mark_target(expr->kids[0]);
        break;
    case EXPR_MEMBER:
    case EXPR_INDEX: // of a vector
        if (expr->kid_count && expr->kids[0]->as->class == TYPE_RECORD)
            mark_target(expr->kids[0]);
        break;
    default: break;
    }
}

// An operand that is evaluated before another one suspends. Of an object that
// is meant its operands wait: a copy would not do.
static void save_first(struct fn *fn, struct expr *kid, size_t end)
{
    if (!kid->plan.is_target) {
        save_before(fn, kid, end);
        return;
    }
    for (size_t i = 0; i < kid->kid_count; i++)
        save_first(fn, kid->kids[i], end);
}

static void plan_operands(struct fn *fn, struct expr *expr)
{
    bool later = false;
    for (size_t i = expr->kid_count; i > 0; i--) {
        struct expr *kid = expr->kids[i - 1];
        if (later) save_first(fn, kid, expr->end);
        later |= kid->colour.suspends;
    }
}

// The call comes after a suspension of its own: what an operand's suspension
// left behind must be moved to safety first.
static void plan_plain_call(struct expr *expr)
{
    for (size_t i = 0; i < expr->kid_count; i++)
        if (expr->kids[i]->colour.suspends) expr->kids[i]->plan.saved = true;
}

bool plan_left_first(const struct expr *expr)
{
    const struct expr *left = expr->kids[0], *right = expr->kids[1];
    return left->colour.suspends ||
           (left->said.has_effects && right->colour.suspends);
}

// `lv = f()` reads what is in lv late, as clang does; but if evaluating lv
// shows, it comes first, and its operands wait. The old value of `lv += f()`
// is read after f in any case.
static void plan_assignment(struct fn *fn, struct expr *expr)
{
    if (plan_left_first(expr) && expr->kids[1]->colour.suspends)
        save_first(fn, expr->kids[0], expr->end);
}

static void plan_receive_operands(struct fn *fn, struct expr *expr)
{
    struct receive receive = plan_receive(expr);
    bool later = receive.ok && receive.ok->colour.suspends;
    if (later) save_before(fn, receive.target, expr->end);
    later |= receive.target->colour.suspends;
    if (later) save_before(fn, receive.chan, expr->end);
    // The flag is written after the wait: its address is taken before.
    if (receive.ok && !receive.ok_into) save_before(fn, receive.ok, expr->end);
}

// The arguments of a call that is started.
static void plan_started(struct fn *fn, struct expr *call)
{
    for (size_t i = 0; i < call->kid_count; i++)
        plan_expr(fn, call->kids[i]);
    plan_operands(fn, call);
}

// (int (*)[f()])p: the type is said again where the pointer is used.
static void keep_cast_lengths(struct expr *expr)
{
    for (size_t i = 0; i + 1 < expr->kid_count; i++)
        expr->kids[i]->plan.saved |= expr->kids[i]->said.has_effects;
}

static void plan_expr(struct fn *fn, struct expr *expr)
{
    if (!expr || !expr->colour.suspends) return;
    if (expr->said.is_spawn) {
        plan_started(fn, plan_spawned(expr));
        return;
    }
    if (expr->kind == EXPR_ASSIGN || expr->kind == EXPR_COMPOUND ||
        expr->kind == EXPR_STEP || expr->kind == EXPR_ADDRESS)
        mark_target(expr->kids[0]);
    for (size_t i = 0; i < expr->kid_count; i++)
        plan_expr(fn, expr->kids[i]);
    if (expr->body) plan_stmt(fn, expr->body);
    switch (expr->kind) {
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_COMMA:
    case EXPR_COND:
    case EXPR_ELVIS:
    case EXPR_STATEMENT:
    case EXPR_GENERIC:
    case EXPR_UNEVALUATED: return;
    case EXPR_ASSIGN:
    case EXPR_COMPOUND: plan_assignment(fn, expr); return;
    case EXPR_CALL:
        if (expr->op == OP_RECV) {
            plan_receive_operands(fn, expr);
            return;
        }
        plan_operands(fn, expr);
        if (expr->op == OP_PLAIN) plan_plain_call(expr);
        return;
    case EXPR_OTHER:
        if (expr->as->is_vm) keep_cast_lengths(expr);
        plan_operands(fn, expr);
        return;
    case EXPR_LEAF:
    case EXPR_REF:
    case EXPR_PAREN:
    case EXPR_UNARY:
    case EXPR_ADDRESS:
    case EXPR_STEP:
    case EXPR_BINARY:
    case EXPR_MEMBER:
    case EXPR_INDEX:
    case EXPR_CAST:
    case EXPR_LITERAL:
    case EXPR_INIT:
    case EXPR_DESIGNATED:
    case EXPR_VA_ARG: plan_operands(fn, expr);
    }
}

static void
plan_case_operand(struct fn *fn, struct expr *expr, size_t end, bool *later)
{
    if (!expr) return;
    plan_expr(fn, expr);
    if (*later) save_before(fn, expr, end);
    *later |= expr->colour.suspends;
}

// All operands of a select are evaluated before it waits, in order; one that
// suspends uses the storage of the cases, so what came before it is saved.
static void plan_select(struct fn *fn, struct stmt *stmt)
{
    bool later = false;
    for (size_t i = stmt->select.cases.count; i > 0; i--) {
        struct expr *call = stmt->select.cases.at[i - 1].call;
        if (!call) continue;
        if (call->op == OP_AFTER) {
            plan_case_operand(fn, call->kids[1], stmt->end, &later);
            continue;
        }
        struct receive receive =
            call->op == OP_SEND ? plan_offer(call) : plan_receive(call);
        plan_case_operand(fn, receive.ok, stmt->end, &later);
        if (receive.ok && !receive.ok_into)
            save_before(fn, receive.ok, stmt->end);
        if (call->op == OP_SEND)
            plan_case_operand(fn, plan_strip(call->kids[2])->kids[0], stmt->end,
                              &later);
        else if (!receive.into)
            plan_case_operand(fn, receive.target, stmt->end, &later);
        plan_case_operand(fn, receive.chan, stmt->end, &later);
    }
}

static void plan_lengths(struct fn *fn, const struct lengths *lengths)
{
    for (size_t i = 0; i < lengths->exprs.count; i++)
        plan_expr(fn, lengths->exprs.at[i]);
}

static bool suspends_later(const struct expr *call)
{
    for (size_t i = 0; i < call->kid_count; i++)
        if (call->kids[i]->colour.suspends) return true;
    return false;
}

static void plan_stmt(struct fn *fn, struct stmt *stmt)
{
    if (!stmt || !stmt->colour.suspends) return;
    if (stmt->kind == STMT_SELECT) plan_select(fn, stmt);
    if (stmt->kind == STMT_GO && stmt->expr) {
        plan_started(fn, stmt->expr);
        if (stmt->step && suspends_later(stmt->expr))
            save_before(fn, stmt->step, stmt->end);
    } else if (stmt->kind != STMT_CASE) {
        plan_expr(fn, stmt->expr);
    }
    plan_stmt(fn, stmt->init);
    plan_expr(fn, stmt->step);
    for (size_t i = 0; i < stmt->types.count; i++)
        plan_lengths(fn, &stmt->types.at[i]->lengths);
    for (size_t i = 0; i < stmt->vars.count; i++) {
        if (stmt->vars.at[i]->storage != STORAGE_AUTO) continue;
        plan_lengths(fn, &stmt->vars.at[i]->lengths);
        plan_expr(fn, stmt->vars.at[i]->init);
    }
    if (stmt->kind != STMT_GO)
        for (size_t i = 0; i < stmt->kid_count; i++)
            plan_stmt(fn, stmt->kids[i]);
}

// The value whose array member, or part of it, is meant here: C keeps such a
// value for the whole full expression, and so must what is made of it.
static void keep_whole(struct expr *expr)
{
    bool is_part = expr->kind == EXPR_MEMBER;
    while (expr->kind == EXPR_PAREN ||
           (expr->kind == EXPR_MEMBER && expr->kid_count &&
            expr->kids[0]->as->class == TYPE_RECORD))
        expr = expr->kids[0];
    if (!is_part || expr->said.is_lvalue || expr->as->class != TYPE_RECORD)
        return;
    expr->plan.saved |= expr->colour.suspends;
    expr->plan.kept = !expr->colour.suspends;
}

static bool mark_split(struct expr *expr)
{
    bool split = expr->colour.suspends;
    bool decays = expr->type->class == TYPE_ARRAY;
    if (expr->kind == EXPR_UNEVALUATED) return split;
    if (decays) keep_whole(expr);
    if (expr->kind == EXPR_ADDRESS) keep_whole(expr->kids[0]);
    for (size_t i = 0; i < expr->kid_count; i++) {
        split |= mark_split(expr->kids[i]);
        split |= expr->kids[i]->plan.saved || expr->kids[i]->plan.kept;
    }
    expr->plan.split = split;
    return split;
}

static void split_root(struct expr *expr, void *context)
{
    (void)context;
    if ((expr->colour.suspends || expr->colour.is_case) && !expr->plan.split)
        mark_split(expr);
}

void plan_fn(struct fn *fn)
{
    plan_stmt(fn, fn->body);
    tree_each(fn->body, NULL, split_root, NULL);
}
