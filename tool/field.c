// SPDX-License-Identifier: MIT
// field.c: the fields of frames, as data: which there are, and why. frame.c
// lists those that the tree asks for, lower_*.c what their operations need, and
// they are printed here alone.
#include "field.h"

struct field *
field_group(struct arena *arena, enum field_kind kind, enum field_why why)
{
    struct field *group = ARENA_NEW(arena, struct field);
    group->kind = kind;
    group->why = why;
    return group;
}

struct field *field_add(struct arena *arena, struct field *group,
                        enum field_why why, const char *format, ...)
{
    struct field *field = field_group(arena, FIELD_ONE, why);
    va_list args;
    va_start(args, format);
    field->declaration = arena_vprintf(arena, format, args);
    va_end(args);
    vec_push(arena, &group->kids, field);
    return field;
}

void field_add_group(struct arena *arena, struct field *group,
                     struct field *member)
{
    vec_push(arena, &group->kids, member);
}

static void print_one(struct text *out, const struct field *field, int depth)
{
    text_printf(out, "%*s", depth * 4, "");
    if (field->kind == FIELD_ONE) {
        text_printf(out, "%s;\n", field->declaration);
        return;
    }
    text_puts(out, field->kind == FIELD_UNION ? "union {" : "struct {");
    if (field->note) text_printf(out, " /* %s */", field->note);
    text_puts(out, "\n");
    field_print(out, field, depth + 1);
    text_printf(out, "%*s}", depth * 4, "");
    if (field->name) text_printf(out, " %s", field->name);
    text_puts(out, ";\n");
}

void field_print(struct text *out, const struct field *group, int depth)
{
    for (size_t i = 0; i < group->kids.count; i++)
        print_one(out, group->kids.at[i], depth);
}
