// SPDX-License-Identifier: MIT
// temp.c: temporaries of the step, how a value gets into something, and texts
// of values made of others. Called by lower/*.c.
#include "lower/lower.h"

#include <ctype.h>

void lower_full_begin(struct lower *l)
{
    if (l->full++ == 0)
        l->group = field_group(l->unit->arena, FIELD_STRUCT, FIELD_OPERAND);
}

void lower_full_end(struct lower *l)
{
    if (--l->full > 0 || !l->group->kids.count) return;
    field_add_group(l->unit->arena, l->to->saved, l->group);
}

// A C local of the step, not kept over a suspension.
const char *lower_temp(struct lower *l, const struct type *type)
{
    const char *name = lower_format(l, "csp_tmp_%zu", ++l->to->temp_count);
    text_printf(&l->to->temps, "    %s;\n",
                type->is_vm ? lower_format(l, "void *%s", name)
                            : type_declare_object(l->unit, type, name));
    return name;
}

const char *lower_assignment(struct lower *l, const char *to,
                             const struct type *type, const char *value)
{
    if ((type->class == TYPE_RECORD && type->is_const) ||
        type->class == TYPE_ARRAY)
        return lower_format(
            l, "__builtin_memcpy(&%s, &(%s[1]){ %s }, sizeof %s)", to,
            type_declare_object(l->unit, type, ""), value, to);
    return lower_format(l, "%s = %s", to, value);
}

const char *lower_argument(struct lower *l, const char *to,
                           const struct type *type, const struct expr *argument,
                           const char *value)
{
    if (type->class != TYPE_RECORD || argument->as->class == TYPE_RECORD)
        return lower_assign(l, to, type, value);
    // A transparent union takes the values of its members.
    const char *member = type_declare_object(l->unit, argument->as, "");
    return lower_format(l,
                        "__builtin_memcpy((void *)&%s, &(%s){ %s }, "
                        "sizeof(%s));",
                        to, member, value, member);
}

const char *lower_assign(struct lower *l, const char *to,
                         const struct type *type, const char *value)
{
    return lower_format(l, "%s;", lower_assignment(l, to, type, value));
}

const char *
lower_to_temp(struct lower *l, const struct type *type, const char *value)
{
    const char *temp = lower_temp(l, type);
    writer_glue(l->w, "%s\n", lower_assign(l, temp, type, value));
    return temp;
}

const char *
lower_out_of_op(struct lower *l, struct expr *expr, const char *value)
{
    return expr->colour.suspends && !expr->plan.saved &&
                   expr->as->class != TYPE_VOID
               ? lower_to_temp(l, expr->as, value)
               : value;
}

const char *lower_with_kids(struct lower *l, struct expr *expr,
                            const char **kids, size_t count)
{
    struct text text = {.arena = l->unit->arena};
    size_t at = expr->begin;
    for (size_t i = 0; i < count; i++) {
        if (!kids[i]) continue;
        edits_copy_places(l->edits, &text, at, expr->kids[i]->begin);
        if (text.count && text_is_word(text.at[text.count - 1]) &&
            (text_is_word(*kids[i]) || iscntrl((unsigned char)*kids[i])))
            text_puts(&text, " "); // __extension__({ ... })
        text_puts(&text, kids[i]);
        at = expr->kids[i]->end;
    }
    edits_copy_places(l->edits, &text, at, expr->end);
    return text_without_comments(l->unit->arena, text.at ? text.at : "",
                                 text.count);
}
