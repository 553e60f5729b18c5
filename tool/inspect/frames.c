// SPDX-License-Identifier: MIT
// frames.c: --emit=frames: what each frame holds, where, and why. Reads
// the machine as it was lowered, and changes nothing.
#include "inspect/inside.h"

#include <stdlib.h>
#include <string.h>

struct table {
    struct unit *unit;
    struct text *out;
    const struct fn *fn;
};

static unsigned line_of(const struct table *t, size_t at)
{
    return unit_place(t->unit, at, at).line;
}

// The suspensions over which a variable is kept: "2 (line 14)".
static const char *states_of(struct table *t, const struct var *var)
{
    const struct machine *machine = t->fn->machine;
    struct text list = {.arena = t->unit->arena};
    size_t count = 0;
    text_puts(&list, "");
    for (size_t i = 0; i < machine->points.count; i++) {
        const struct point *point = &machine->points.at[i];
        if (machine_keeps(var, point))
            text_printf(&list, "%s%d (line %u)", count++ ? ", " : "",
                        point->number, line_of(t, point->at));
    }
    if (count > 2 && count == machine->points.count)
        return arena_printf(t->unit->arena, "all %zu", count);
    return list.at;
}

// Why it is no C local that is saved when the step suspends.
static const char *why_always(struct table *t, const struct var *var)
{
    const struct type *type = var->type;
    if (type->is_vla) return "an array of variable length, in a block";
    if (type->class == TYPE_ARRAY) return "an array";
    if (type->class == TYPE_RECORD) return "a struct or union";
    if (type->is_volatile) return "volatile";
    if (type->is_atomic) return "atomic";
    if (var->said.address_taken)
        return arena_printf(t->unit->arena, "its address is taken in line %u",
                            line_of(t, var->said.address_at));
    return "kept at all times";
}

static const char *why_var(struct table *t, const struct field *field)
{
    const struct var *var = field->var;
    bool argument = field->why == FIELD_ARGUMENT;
    if (var->frame.place == PLACE_RESIDENT)
        return argument ? "argument" : why_always(t, var);
    const char *states = states_of(t, var);
    if (!*states) return argument ? "argument" : "kept";
    return arena_printf(t->unit->arena, "%skept over %s",
                        argument ? "argument, " : "", states);
}

static const char *why_of(struct table *t, const struct field *field)
{
    if (field->var) return why_var(t, field);
    if (field->callee && field->why == FIELD_CALLEE)
        return arena_printf(t->unit->arena, "the frame of %s",
                            field->callee->name);
    switch (field->why) {
    case FIELD_HEAD: return "for the runtime";
    case FIELD_RESULT: return "the result";
    case FIELD_ARGUMENT: return "argument";
    case FIELD_ALIVE:
    case FIELD_ALWAYS: return "kept at all times";
    case FIELD_LENGTH: return "length of an array";
    case FIELD_OPERAND: return "waits for a later operand";
    case FIELD_OPERATION: return "while it waits";
    case FIELD_CALLEE: return "a callee whose frame lies elsewhere";
    }
    return "";
}

static void put_row(struct table *t, const struct field *field, int depth,
                    const char *what, const char *why)
{
    int indent = depth * 2, width = 34 - indent;
    text_printf(t->out, "  %6lld %6lld  %*s%-*s%s%s\n",
                (long long)field->offset, (long long)field->size, indent, "",
                *why ? width : 0, what, *why ? "  " : "", why);
}

static void put_fields(struct table *t, const struct field *group, int depth);

static void put_field(struct table *t, const struct field *field, int depth)
{
    const struct point *point = machine_point(t->fn->machine, field);
    if (field->kind == FIELD_ONE) {
        put_row(t, field, depth, machine_declaration(t->unit, field),
                why_of(t, field));
        return;
    }
    const char *what = field->note   ? field->note
                       : field->name ? field->name
                                     : "together";
    const char *where = "";
    if (point)
        where = arena_printf(t->unit->arena, "line %u%s%s",
                             line_of(t, point->at), point->what ? ": " : "",
                             point->what ? point->what : "");
    put_row(t, field, depth, what, where);
    put_fields(t, field, depth + 1);
}

static void put_fields(struct table *t, const struct field *group, int depth)
{
    for (size_t i = 0; i < group->kids.count; i++)
        put_field(t, group->kids.at[i], depth);
}

static void put_frame(struct table *t)
{
    const struct field *frame = t->fn->machine->frame;
    struct place place = unit_place(t->unit, t->fn->name_at, t->fn->name_at);
    text_printf(t->out, "%s%s (%s:%u): ", t->out->count ? "\n" : "",
                t->fn->name, place.file, place.line);
    if (frame->size < 0) {
        text_puts(t->out, "its size is the C compiler's to say\n");
    } else {
        text_printf(t->out, "%lld bytes, aligned to %lld%s\n",
                    (long long)frame->size, (long long)frame->align,
                    t->fn->frame.recursive
                        ? ", from the pool where it calls itself"
                        : "");
        put_fields(t, frame, 0);
    }
}

const char *inspect_frames(struct unit *unit)
{
    struct text out = {.arena = unit->arena};
    struct table table = {.unit = unit, .out = &out};
    text_puts(&out, "");
    for (size_t i = 0; i < unit->fns.count; i++) {
        table.fn = unit->fns.at[i];
        if (table.fn->machine && machine_wanted(unit, table.fn))
            put_frame(&table);
    }
    return out.at;
}
