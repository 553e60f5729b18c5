// SPDX-License-Identifier: MIT
// saved.c: values of operands that the frame keeps, since a later operand
// suspends, or a part of theirs is used for longer. Called by expr.c.
#include "lower/lower.h"

static const char *next_saved(struct lower *l)
{
    return lower_format(l, "csp_saved_%zu", ++l->to->saved_count);
}

static const char *
saved_field(struct lower *l, const struct expr *expr, const char *name)
{
    field_add(l->unit->arena, l->group, FIELD_OPERAND, expr->as->size,
              expr->as->align, "%s", type_field(l->unit, expr->as, name));
    return lower_format(l, "%s->%s", l->fn->names.frame, name);
}

const char *
lower_of_vm_type(struct lower *l, const struct expr *expr, const char *pointer)
{
    const char *shape = lower_shape_of_value(l, expr);
    if (shape) return lower_format(l, "((__typeof__(%s))%s)", shape, pointer);
    diag_report(l->unit->diag, SEVERITY_ERROR,
                unit_place(l->unit, expr->begin, expr->end), "csp-vla",
                "this pointer to an array of variable length waits for a later "
                "operand that suspends: store it in a variable first");
    return pointer;
}

const char *lower_save(struct lower *l, struct expr *expr, const char *value)
{
    const char *name = next_saved(l);
    if (expr->as->is_vm) {
        field_add(l->unit->arena, l->group, FIELD_OPERAND, FIELD_LIKE(void *),
                  "void *%s", name);
        writer_glue(l->w, "%s->%s = %s;\n", l->fn->names.frame, name, value);
        return lower_of_vm_type(
            l, expr, lower_format(l, "%s->%s", l->fn->names.frame, name));
    }
    expr->field = saved_field(l, expr, name);
    writer_glue(l->w, "%s\n", lower_assign(l, expr->field, expr->as, value));
    return expr->field;
}

const char *
lower_keep(struct lower *l, const struct expr *expr, const char *value)
{
    const char *field = saved_field(l, expr, next_saved(l));
    return lower_format(l, "(*(%s, &%s))",
                        lower_assignment(l, field, expr->as, value), field);
}
