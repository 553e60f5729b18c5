// SPDX-License-Identifier: MIT
// purpose.c: what a field of a frame is there for, as a word for programs and
// as words for people. The only place that says so.
#include "inspect/inside.h"

#include <string.h>

// Why a variable is no C local that is saved when the step suspends.
static const char *word_of_var(const struct var *var)
{
    const struct type *type = var->type;
    return type->is_vla                 ? "variable length"
           : type->class == TYPE_ARRAY  ? "array"
           : type->class == TYPE_RECORD ? "struct"
           : type->is_volatile          ? "volatile"
           : type->is_atomic            ? "atomic"
           : var->said.address_taken    ? "address taken"
                                        : "always";
}

const char *purpose_word(const struct field *field)
{
    switch (field->why) {
    case FIELD_HEAD: return "header";
    case FIELD_RESULT: return "result";
    case FIELD_ARGUMENT: return "argument";
    case FIELD_ALIVE: return "alive";
    case FIELD_ALWAYS:
        return field->var    ? word_of_var(field->var)
               : field->note ? "variable length"
                             : "literal";
    case FIELD_LENGTH: return "length";
    case FIELD_OPERAND: return "operand";
    case FIELD_OPERATION: return "operation";
    case FIELD_CALLEE: return "callee";
    case FIELD_REST: return "variadic";
    }
    return "always";
}

// -- for people --------------------------------------------------------------

struct purpose {
    struct unit *unit;
    const struct fn *fn;
};

static unsigned line_of(const struct purpose *p, size_t at)
{
    return unit_place(p->unit, at, at).line;
}

// The suspensions over which a variable is kept: "2 (line 14)".
static const char *states_of(const struct purpose *p, const struct var *var)
{
    const struct machine *machine = p->fn->machine;
    struct text list = {.arena = p->unit->arena};
    size_t count = 0;
    text_puts(&list, "");
    for (size_t i = 0; i < machine->points.count; i++) {
        const struct point *point = &machine->points.at[i];
        if (machine_keeps(var, point))
            text_printf(&list, "%s%d (line %u)", count++ ? ", " : "",
                        point->number, line_of(p, point->at));
    }
    if (count > 2 && count == machine->points.count)
        return arena_printf(p->unit->arena, "all %zu", count);
    return list.at;
}

static const char *
text_of_resident(const struct purpose *p, const struct var *var)
{
    static const char *const texts[][2] = {
        {"variable length", "an array of variable length, in a block"},
        {"array", "an array"},
        {"struct", "a struct or union"},
        {"always", "kept at all times"},
    };
    const char *word = word_of_var(var);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(word, texts[i][0]) == 0) return texts[i][1];
    if (strcmp(word, "address taken") != 0) return word;
    return arena_printf(p->unit->arena, "its address is taken in line %u",
                        line_of(p, var->said.address_at));
}

static const char *
text_of_var(const struct purpose *p, const struct field *field)
{
    const struct var *var = field->var;
    bool argument = field->why == FIELD_ARGUMENT;
    if (var->frame.place == PLACE_RESIDENT)
        return argument ? "argument" : text_of_resident(p, var);
    const char *states = states_of(p, var);
    if (!*states) return argument ? "argument" : "kept";
    return arena_printf(p->unit->arena, "%skept over %s",
                        argument ? "argument, " : "", states);
}

// An operation: where it stands, and on what.
static const char *
text_of_point(const struct purpose *p, const struct point *point)
{
    return arena_printf(p->unit->arena, "line %u%s%s", line_of(p, point->at),
                        point->what ? ": " : "",
                        point->what ? point->what : "");
}

const char *
purpose_text(struct unit *unit, const struct fn *fn, const struct field *field)
{
    const struct purpose p = {unit, fn};
    const struct point *point = machine_point(fn->machine, field);
    if (point) return text_of_point(&p, point);
    if (field->kind != FIELD_ONE) return field->note ? field->note : "";
    if (field->var) return text_of_var(&p, field);
    if (field->callee && field->why == FIELD_CALLEE)
        return arena_printf(unit->arena, "the frame of %s",
                            field->callee->name);
    switch (field->why) {
    case FIELD_HEAD: return "for the runtime";
    case FIELD_RESULT: return "the result";
    case FIELD_ARGUMENT: return "argument";
    case FIELD_ALIVE: return "kept at all times";
    case FIELD_ALWAYS: return field->note ? field->note : "a compound literal";
    case FIELD_LENGTH: return "length of an array";
    case FIELD_OPERAND: return "waits for a later operand";
    case FIELD_OPERATION: return "while it waits";
    case FIELD_CALLEE: return "a callee whose frame lies elsewhere";
    case FIELD_REST: return "arguments that have no name";
    }
    return "";
}
