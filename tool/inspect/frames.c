// SPDX-License-Identifier: MIT
// frames.c: --emit=frames: what each frame holds, where, and why. Reads
// the machine as it was lowered, and changes nothing.
#include "inspect/inside.h"

#include "../../include/csp/cost.h"

struct table {
    struct unit *unit;
    struct text *out;
    const struct fn *fn;
    int64_t base; // of its frame, from the start of the outermost
};

static void put_row(struct table *t, const struct field *field, int depth,
                    const char *what, const char *why)
{
    int indent = depth * 2, width = 34 - indent;
    text_printf(t->out, "  %6lld %6lld  %*s%-*s%s%s\n",
                (long long)(t->base + field->offset), (long long)field->size,
                indent, "", *why ? width : 0, what, *why ? "  " : "", why);
}

static void put_fields(struct table *t, const struct field *group, int depth);

// A callee's frame is a tree of its own, in the words of the callee.
static void
put_callee(struct table *caller, const struct field *field, int depth)
{
    struct table t = *caller;
    t.fn = field->callee;
    t.base += field->offset;
    put_fields(&t, t.fn->machine->frame, depth);
}

static void put_field(struct table *t, const struct field *field, int depth)
{
    const char *why = purpose_text(t->unit, t->fn, field);
    if (field->kind == FIELD_ONE) {
        put_row(t, field, depth, machine_declaration(t->unit, field), why);
        if (machine_embeds(field)) put_callee(t, field, depth + 1);
        return;
    }
    const char *what = field->name   ? field->name
                       : field->note ? field->note
                                     : "together";
    put_row(t, field, depth, what, what == field->note ? "" : why);
    put_fields(t, field, depth + 1);
}

static void put_fields(struct table *t, const struct field *group, int depth)
{
    for (size_t i = 0; i < group->kids.count; i++)
        put_field(t, machine_shown(group->kids.at[i]), depth);
}

static void put_task(struct table *t)
{
    long long whole = (long long)machine_task_bytes(t->fn);
    if (whole < 0)
        text_printf(t->out, "  as a task: in the frame of %s\n",
                    t->fn->outline.outer->name);
    else
        text_printf(
            t->out, "  as a task: %d + %lld bytes, in a block of %lld\n",
            CSP_TASK_HEADER, (long long)t->fn->machine->frame->size, whole);
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
        put_task(t);
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
