// SPDX-License-Identifier: MIT
// step.c: the step function on its way to text: words that every file of the
// room needs, suspensions, members of the frame. Called by lower/*.c.
#include "lower/lower.h"
#include "../../include/csp_abi.h"

#include <stdarg.h>
#include <string.h>

const char *lower_place(struct lower *l, size_t at)
{
    const struct source_line *line = source_user_line(l->unit->source, at);
    return lower_format(l, "%s, %u", place_file(l->unit, line->file),
                        line->line);
}

const char *lower_format(struct lower *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(l->unit->arena, format, args);
    va_end(args);
    return text;
}

// -- suspensions -------------------------------------------------------------

void lower_waits(struct lower *l)
{
    l->w->state = (int)l->to->points.count + 1;
}

struct point *lower_point(struct lower *l, int kind, const char *act,
                          const char *what, size_t at)
{
    struct point point = {
        .number = (int)l->to->points.count + 1, .kind = kind, .at = at};
    point.what = what;
    point.tag = names_tag(l->unit, l->fn, act, what, point.number);
    lower_waits(l); // unless it has been said before
    vec_push(l->unit->arena, &l->to->points, point);
    return &l->to->points.at[l->to->points.count - 1];
}

void lower_suspend(struct lower *l, const struct point *point, const char *then)
{
    writer_glue(l->w, "if (csp_result < 0) {\ncsp_at = %s;\ngoto %s;\n",
                point->tag, names_free(l->unit, l->fn, "csp_suspend"));
    writer_label(l->w, names_resume(l->unit, l->fn, point->tag), then);
    writer_glue(l->w, "}\n");
}

const char *lower_resumed(struct lower *l)
{
    return lower_format(l, "csp_result = %s->csp.result;", l->fn->names.frame);
}

void lower_yield(struct lower *l, size_t at)
{
    lower_waits(l);
    writer_glue(l->w, "csp_result = csp_rt_stress(csp_worker, &%s->csp);\n",
                l->fn->names.frame);
    lower_suspend(l, lower_point(l, CSP_POINT_YIELD, "YIELD", NULL, at), NULL);
}

// -- the function ------------------------------------------------------------

static struct lowered *new_lowered(struct unit *unit, struct fn *fn)
{
    struct lowered *to = ARENA_NEW(unit->arena, struct lowered);
    to->fn = fn;
    struct text *texts[] = {&to->body, &to->temps, &to->sites};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        texts[i]->arena = unit->arena;
        text_puts(texts[i], "");
    }
    to->saved = field_group(unit->arena, FIELD_UNION, FIELD_OPERAND);
    to->saved->note = "operands that wait for others";
    to->ops = field_group(unit->arena, FIELD_UNION, FIELD_OPERATION);
    to->ops->note = "one operation or callee at a time";
    return to;
}

// The frame's variables are members beside it, and so are frames of callees.
static bool is_member(const struct lower *l, const char *name)
{
    for (size_t i = 0; i < l->fn->vars.count; i++)
        if (strcmp(l->fn->vars.at[i]->out, name) == 0) return true;
    for (size_t i = 0; i < l->to->ops->kids.count; i++)
        if (strcmp(l->to->ops->kids.at[i]->name, name) == 0) return true;
    return false;
}

const char *lower_member(struct lower *l, const char *name)
{
    while (is_member(l, name))
        name = lower_format(l, "%s_", name);
    return name;
}

struct field *lower_op(struct lower *l, const char *name)
{
    struct arena *arena = l->unit->arena;
    struct field *op = field_group(arena, FIELD_STRUCT, FIELD_OPERATION);
    op->name = name;
    op->point = (int)l->to->points.count + 1;
    field_add_group(arena, l->to->ops, op);
    return op;
}

void lower_machine(struct unit *unit, const struct lowered *to)
{
    struct arena *arena = unit->arena;
    struct machine *machine = ARENA_NEW(arena, struct machine);
    struct field *frame = machine->frame = frame_fields(unit, to->fn);
    if (to->saved->kids.count) field_add_group(arena, frame, to->saved);
    if (to->needs_callee)
        field_add(arena, frame, FIELD_CALLEE, FIELD_LIKE(void *),
                  "struct csp_frame *csp_callee");
    if (to->needs_target)
        field_add(arena, frame, FIELD_CALLEE, FIELD_LIKE(void *),
                  "const struct csp_descriptor *csp_target");
    if (to->ops->kids.count) field_add_group(arena, frame, to->ops);
    field_place(frame);
    for (size_t i = 0; i < to->points.count; i++)
        vec_push(arena, &machine->points, to->points.at[i]);
    to->fn->machine = machine;
}

struct lower lower_begin(struct unit *unit, struct fn *fn)
{
    struct lower l = {.unit = unit, .fn = fn};
    l.to = new_lowered(unit, fn);
    l.edits = &l.to->edits;
    l.edits->unit = unit;
    l.edits->places = unit->keeps_places;
    l.w = ARENA_NEW(unit->arena, struct writer);
    l.w->edits = l.edits;
    l.w->out = &l.to->body;
    l.w->pretty = emit_is_read(unit->options->show.emit);
    if (l.w->pretty) l.w->stretches = &l.to->stretches;
    return l;
}
