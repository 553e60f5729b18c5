// SPDX-License-Identifier: MIT
// address.c: which addresses of objects that end a value holds, as far as
// the expression itself shows: nothing is followed through variables, calls or
// memory. So whatever it finds is there.
#include "lint/lint.h"

#include <string.h>

const struct expr *lint_root(const struct expr *expr)
{
    for (;;) {
        const struct expr *kid = expr->kid_count ? expr->kids[0] : NULL;
        if (expr->kind == EXPR_REF) return expr->var ? expr : NULL;
        if (expr->kind == EXPR_MEMBER && kid->type->class != TYPE_RECORD)
            return NULL;
        if (expr->kind == EXPR_INDEX && kid->type->class != TYPE_ARRAY)
            return NULL;
        if (expr->kind != EXPR_PAREN && expr->kind != EXPR_MEMBER &&
            expr->kind != EXPR_INDEX)
            return NULL;
        expr = kid;
    }
}

struct search {
    struct unit *unit;
    void (*found)(const struct lint_address *address);
    void *context;
};

static void in_value(struct search *s, const struct expr *expr);

static void
found(struct search *s, struct lint_address address, const struct expr *expr)
{
    address.expr = expr;
    address.context = s->context;
    if (!address.name)
        address.name = unit_excerpt(s->unit, expr->begin, expr->end, 40);
    s->found(&address);
}

static void of_name(struct search *s, const struct expr *expr)
{
    const struct var *var = expr->var;
    if (expr->said.is_thread_local) {
        found(s, (struct lint_address){.root = ROOT_THREAD}, expr);
    } else if (var && (var->storage == STORAGE_AUTO ||
                       var->storage == STORAGE_PARAM)) {
        struct lint_address address = {
            .root = ROOT_LOCAL, .var = var, .scope = var->scope};
        address.name = var->name;
        found(s, address, expr);
    }
}

// The address of an lvalue.
static void of_object(struct search *s, const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_PAREN: of_object(s, expr->kids[0]); return;
    case EXPR_REF: of_name(s, expr); return;
    case EXPR_MEMBER:
    case EXPR_INDEX:
        if (expr->kids[0]->type->class == TYPE_SCALAR)
            in_value(s, expr->kids[0]);
        else if (expr->kids[0]->said.is_lvalue)
            of_object(s, expr->kids[0]);
        return;
    case EXPR_UNARY:
        if (expr->said.is_deref) in_value(s, expr->kids[0]);
        return;
    case EXPR_LITERAL:
        found(s,
              (struct lint_address){.root = ROOT_LITERAL, .scope = expr->scope},
              expr);
        return;
    default: return;
    }
}

static bool is_pointer(const struct search *s, const struct expr *expr)
{
    return expr->as->class == TYPE_SCALAR &&
           strchr(type_canonical(s->unit, expr->as), '*');
}

static void in_kids(struct search *s, const struct expr *expr, size_t first)
{
    for (size_t i = first; i < expr->kid_count; i++)
        in_value(s, expr->kids[i]);
}

static void in_sum(struct search *s, const struct expr *expr)
{
    for (size_t i = 0; i < expr->kid_count; i++)
        if (is_pointer(s, expr) && is_pointer(s, expr->kids[i]))
            in_value(s, expr->kids[i]);
}

static void in_call(struct search *s, const struct expr *expr)
{
    if (lint_is_call(expr, "__errno_location"))
        found(s, (struct lint_address){.root = ROOT_THREAD, .name = "errno"},
              expr);
}

static void in_value(struct search *s, const struct expr *expr)
{
    bool decays =
        expr->type->class == TYPE_ARRAY && expr->as->class == TYPE_SCALAR;
    switch (expr->kind) { // dispatch
    case EXPR_REF:
    case EXPR_MEMBER:
    case EXPR_INDEX:
        if (decays) of_object(s, expr);
        return;
    case EXPR_LITERAL:
        if (decays)
            of_object(s, expr);
        else
            in_kids(s, expr, 0);
        return;
    case EXPR_ADDRESS: of_object(s, expr->kids[0]); return;
    case EXPR_CAST:
        if (expr->type->class != TYPE_VOID && expr->kid_count &&
            expr->type->size >= expr->kids[0]->as->size)
            in_value(s, expr->kids[0]);
        return;
    case EXPR_BINARY: in_sum(s, expr); return;
    case EXPR_CALL: in_call(s, expr); return;
    case EXPR_PAREN:
    case EXPR_GENERIC:
    case EXPR_INIT: in_kids(s, expr, 0); return;
    case EXPR_COND:
    case EXPR_ASSIGN: in_kids(s, expr, 1); return;
    case EXPR_ELVIS: in_kids(s, expr, 0); return;
    case EXPR_COMMA:
        if (!expr->said.is_spawn) in_value(s, expr->kids[1]);
        return;
    case EXPR_DESIGNATED: in_kids(s, expr, expr->kid_count - 1); return;
    case EXPR_LEAF:
    case EXPR_UNARY:
    case EXPR_STEP:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_COMPOUND:
    case EXPR_STATEMENT:
    case EXPR_UNEVALUATED:
    case EXPR_VA_ARG:
    case EXPR_OTHER: return;
    }
}

void lint_each_address(struct unit *unit, const struct expr *value,
                       void (*on_found)(const struct lint_address *address),
                       void *context)
{
    struct search search = {unit, on_found, context};
    in_value(&search, value);
}
