// SPDX-License-Identifier: MIT
// shape.c: expressions that have the type of another, of variable length, and
// evaluate nothing: for __typeof__. Called by saved.c and stmt.c.
#include "lower/lower.h"

static const char *shape_of(struct lower *l, const struct expr *expr);

// Through pointers, or at an element.
static const char *
shape_of_element(struct lower *l, const struct expr *from, const char *format)
{
    const char *shape = shape_of(l, from);
    return shape ? lower_format(l, format, shape) : NULL;
}

// The same of its value: a pointer, if it is an array.
static const char *shape_of_value(struct lower *l, const struct expr *expr)
{
    bool decays = expr->type->class == TYPE_ARRAY;
    return shape_of_element(l, expr, decays ? "(&(%s)[0])" : "%s");
}

// (int (*)[n])p: the type's name, its lengths as they were.
static const char *shape_of_cast(struct lower *l, const struct expr *expr)
{
    struct text text = {.arena = l->unit->arena};
    size_t at = expr->begin;
    for (size_t i = 0; i + 1 < expr->kid_count; i++) {
        const struct expr *length = expr->kids[i];
        if (length->said.has_effects && !length->field) return NULL;
        if (!length->field) continue;
        text_printf(&text, "%s%s", edits_text(l->edits, at, length->begin),
                    length->field);
        at = length->end;
    }
    const struct expr *operand = expr->kids[expr->kid_count - 1];
    return lower_format(l, "(%s%s(void *)%s)", text.at ? text.at : "",
                        edits_text(l->edits, at, operand->begin),
                        l->fn->names.frame);
}

struct inner {
    const struct expr *outer;
    bool casts; // to a type whose name has lengths
    bool found;
};

// A variable that is not there behind the braces, and may be in a shape.
static void find_inner(struct expr *expr, void *context)
{
    struct inner *inner = context;
    const struct var *var = expr->kind == EXPR_REF ? expr->var : NULL;
    inner->casts |= expr->kind == EXPR_CAST || expr->kind == EXPR_OTHER;
    if (var && var->frame.place != PLACE_RESIDENT &&
        (var->type->is_vm || inner->casts) &&
        var->name_at > inner->outer->begin && var->name_at < inner->outer->end)
        inner->found = true;
}

// Of ({ ...; p; }): of p.
static const char *shape_of_last(struct lower *l, const struct expr *expr)
{
    const struct stmt *body = expr->body;
    struct stmt *last =
        body->kid_count ? body->kids[body->kid_count - 1] : NULL;
    struct inner inner = {.outer = expr};
    if (!last || last->kind != STMT_EXPR) return NULL;
    tree_each_expr(last->expr, NULL, find_inner, &inner);
    return inner.found ? NULL : shape_of_value(l, last->expr);
}

// An expression that has the type of another, of variable length, and whose
// evaluation does nothing; NULL: there is none.
static const char *shape_of(struct lower *l, const struct expr *expr)
{
    const struct expr *first = expr->kid_count ? expr->kids[0] : NULL;
    const struct expr *second = expr->kid_count > 1 ? expr->kids[1] : first;
    switch (expr->kind) { // dispatch
    case EXPR_REF: return edits_text(l->edits, expr->begin, expr->end);
    case EXPR_PAREN:
    case EXPR_GENERIC:
    case EXPR_ASSIGN:
    case EXPR_COMPOUND:
    case EXPR_STEP: return shape_of(l, first);
    case EXPR_ELVIS: return shape_of_value(l, first);
    case EXPR_STATEMENT: return shape_of_last(l, expr);
    case EXPR_COMMA: return shape_of_value(l, second);
    case EXPR_COND:
        return shape_of_value(l, second->as->is_vm ? second : expr->kids[2]);
    case EXPR_UNARY:
        return shape_of_element(l, first,
                                expr->said.is_deref ? "(%s)[0]" : "%s");
    case EXPR_INDEX:
        return shape_of_element(l, type_is_pointer(first->as) ? first : second,
                                "(%s)[0]");
    case EXPR_ADDRESS: return shape_of_element(l, first, "&(%s)");
    case EXPR_BINARY:
        return shape_of_value(l, first->as->is_vm ? first : second);
    case EXPR_OTHER:
    case EXPR_CAST: return first ? shape_of_cast(l, expr) : NULL;
    default: return NULL;
    }
}

const char *lower_shape(struct lower *l, const struct expr *expr)
{
    return shape_of(l, expr);
}

const char *lower_shape_of_value(struct lower *l, const struct expr *expr)
{
    return shape_of_value(l, expr);
}
