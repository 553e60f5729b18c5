// SPDX-License-Identifier: MIT
// rest.c: the arguments of a variadic call that have no name go into a struct
// of the caller's frame, each in a slot of 8 bytes or two, where va_start finds
// them (csp_va_begin of csp_abi.h). Called by call.c, and by renaming.c.
#include "lower/lower.h"

// The type's own alignment, or that of a slot.
static int64_t slot_align(const struct type *type)
{
    return type->align > 8 ? type->align : 8;
}

static const char *slot(struct lower *l, struct field *block,
                        const struct type *type, size_t number)
{
    const char *name = lower_format(l, "csp_%zu", number);
    field_add(l->unit->arena, block, FIELD_REST, type->size, slot_align(type),
              "%s __attribute__((aligned(%lld)))",
              type_field(l->unit, type, name), (long long)slot_align(type));
    return name;
}

void lower_rest(struct lower *l, const struct expr *call, const char **values,
                const char *to)
{
    size_t named = rest_begin(call);
    if (call->kid_count - 1 == named) {
        writer_glue(l->w, "%s = 0;\n", to);
        return;
    }
    struct arena *arena = l->unit->arena;
    struct field *block = field_group(arena, FIELD_STRUCT, FIELD_REST);
    block->name = lower_format(l, "csp_rest_%zu", ++l->to->saved_count);
    const char *frame =
        lower_format(l, "%s->%s", l->fn->names.frame, block->name);
    for (size_t i = named + 1; i < call->kid_count; i++) {
        const struct type *type = call->kids[i]->as;
        const char *field =
            lower_format(l, "%s.%s", frame, slot(l, block, type, i - named));
        writer_glue(l->w, "%s\n", lower_assign(l, field, type, values[i]));
    }
    field_add_group(arena, l->group, block);
    writer_glue(l->w, "%s = &%s;\n", to, frame);
}

void lower_rest_begin(struct expr *expr, void *context)
{
    struct lower *l = context;
    if (!rest_starts(expr) || expr->kid_count < 2) return;
    const struct expr *list = expr->kids[1];
    // x86-64 has an array there, and a pointer where it is a parameter.
    bool decays = type_is_pointer(list->as) &&
                  type_element(l->unit, list->as)->class == TYPE_RECORD;
    edits_add(l->edits, expr->begin, list->begin,
              lower_format(l, "csp_va_begin(%s->csp_rest, %s",
                           l->fn->names.frame, decays ? "" : "&("));
    edits_add(l->edits, list->end, expr->end, decays ? ")" : "))");
}
