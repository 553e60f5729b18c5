// SPDX-License-Identifier: MIT
// field.c: the fields of frames, as data: which there are, and why. frame.c
// lists those that the tree asks for, lower/*.c what their operations need, and
// they are printed here alone.
#include "tree/field.h"
#include "../../include/csp_abi.h"
#include "tree/tree.h"

struct field *
field_group(struct arena *arena, enum field_kind kind, enum field_why why)
{
    struct field *group = ARENA_NEW(arena, struct field);
    group->kind = kind;
    group->why = why;
    return group;
}

struct field *field_add(struct arena *arena, struct field *group,
                        enum field_why why, int64_t size, int64_t align,
                        const char *format, ...)
{
    struct field *field = field_group(arena, FIELD_ONE, why);
    field->size = size;
    field->align = align;
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

void field_add_head(struct unit *unit, struct field *frame)
{
    field_add(unit->arena, frame, FIELD_HEAD, FIELD_LIKE(struct csp_frame),
              "struct csp_frame csp");
}

void field_add_result(struct unit *unit, struct field *frame,
                      const struct type *type)
{
    if (type->class == TYPE_VOID) return;
    field_add(unit->arena, frame, FIELD_RESULT, type->size, type->align, "%s",
              type_field(unit, type, "csp_ret"));
}

void field_add_argument(struct unit *unit, struct field *frame,
                        const struct type *type)
{
    size_t number = 1;
    for (size_t i = 0; i < frame->kids.count; i++)
        number += frame->kids.at[i]->why == FIELD_ARGUMENT;
    const char *name = arena_printf(unit->arena, "csp_arg%zu", number);
    field_add(unit->arena, frame, FIELD_ARGUMENT, type->size, type->align, "%s",
              type_field(unit, type, name));
}

void field_add_rest(struct unit *unit, struct field *frame)
{
    field_add(unit->arena, frame, FIELD_REST, FIELD_LIKE(void *),
              "void *csp_rest");
}

// Where the runtime, and files without -fpack-struct, have it too: gcc's knows
// no #pragma pack beside it. So for a group, which has no other declarator.
static void print_alignment(struct text *out, const struct field *field)
{
    if (field->align > 1)
        text_printf(out, "_Alignas(%lld) ", (long long)field->align);
}

static void print_kids(struct text *out, const struct field *group,
                       bool is_packed, int depth);

static void print_one(struct text *out, const struct field *field,
                      bool is_packed, int depth)
{
    text_printf(out, "%*s", depth * 4, "");
    if (is_packed) print_alignment(out, field);
    if (field->kind == FIELD_ONE) {
        text_printf(out, "%s;\n", field->declaration);
        return;
    }
    text_puts(out, field->kind == FIELD_UNION ? "union {" : "struct {");
    if (field->note) text_printf(out, " /* %s */", field->note);
    text_puts(out, "\n");
    print_kids(out, field, is_packed, depth + 1);
    text_printf(out, "%*s}", depth * 4, "");
    if (field->name) text_printf(out, " %s", field->name);
    text_puts(out, ";\n");
}

static void print_kids(struct text *out, const struct field *group,
                       bool is_packed, int depth)
{
    for (size_t i = 0; i < group->kids.count; i++)
        print_one(out, group->kids.at[i], is_packed, depth);
}

void field_print(struct unit *unit, struct text *out, const char *name,
                 const struct field *group)
{
    text_printf(out, "struct %s {\n", name);
    print_kids(out, group, unit->options->code.pack, 1);
    text_puts(out, "};\n");
}

static int64_t round_up(int64_t size, int64_t align)
{
    return (size + align - 1) / align * align;
}

// A callee's frame; or what stands before it, so often that it is aligned.
static void measure_callee(struct field *field)
{
    if (!field->callee->machine) return; // of another file: it is stated
    const struct field *frame = field->callee->machine->frame;
    if (field->why != FIELD_CALLEE) {
        field->size *= (frame->align + field->size - 1) / field->size;
        return;
    }
    field->size = frame->size;
    field->align = frame->align;
}

// Offsets from the start of each group. A size that is not known makes its
// group's unknown.
static void measure(struct field *group)
{
    bool known = true;
    int64_t size = 0;
    group->align = 1;
    for (size_t i = 0; i < group->kids.count; i++) {
        struct field *field = group->kids.at[i];
        if (field->callee) measure_callee(field);
        if (field->kind != FIELD_ONE) measure(field);
        known &= field->size >= 0 && field->align > 0;
        if (!known) continue;
        if (group->kind == FIELD_STRUCT)
            field->offset = round_up(size, field->align);
        if (field->offset + field->size > size)
            size = field->offset + field->size;
        if (field->align > group->align) group->align = field->align;
    }
    group->size = known ? round_up(size, group->align) : -1;
}

static void move(struct field *group, int64_t by)
{
    for (size_t i = 0; i < group->kids.count; i++) {
        struct field *field = group->kids.at[i];
        field->offset += by;
        move(field, field->offset);
    }
}

void field_place(struct field *frame)
{
    measure(frame);
    move(frame, 0);
}
