// SPDX-License-Identifier: MIT
// unit.c: one translation unit through the passes, one call a line. This is
// the map of the compiler.
#include "driver/driver.h"
#include "inspect/describe.h"
#include "inspect/inspect.h"
#include "sense/sense.h"

#include <string.h>

// A go block of a plain function uses that one's types.
static void name_types(struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++)
        if (unit->fns.at[i]->colour.is_coroutine ||
            unit->fns.at[i]->outline.count)
            names_types(unit, unit->fns.at[i]);
}

static void
each_coroutine(struct unit *unit, void (*pass)(struct unit *, struct fn *))
{
    for (size_t i = 0; i < unit->fns.count; i++)
        if (unit->fns.at[i]->colour.is_coroutine) pass(unit, unit->fns.at[i]);
}

static void plan_one(struct unit *unit, struct fn *fn)
{
    (void)unit;
    plan_fn(fn);
}

static void number_all(struct unit *unit)
{
    for (size_t i = 0; i < unit->fns.count; i++)
        live_number(unit->fns.at[i]);
}

static void place_one(struct unit *unit, struct fn *fn)
{
    struct cfg *cfg = cfg_build(unit, fn);
    live_solve(unit, cfg);
    frame_place(unit, fn);
}

// -- dumps -------------------------------------------------------------------

static bool wanted(const struct unit *unit, const struct fn *fn)
{
    const char *only = unit->options->show.dump_fn;
    return fn->colour.is_coroutine && (!only || strcmp(only, fn->name) == 0);
}

static void dump_fn(struct unit *unit, struct fn *fn, FILE *out)
{
    switch (unit->options->show.dump) {
    case DUMP_NONE:
    case DUMP_SOURCE:
    case DUMP_PLACES:
    case DUMP_TREE:
    case DUMP_COLOUR: break; // not of one function
    case DUMP_CFG: cfg_dump(unit, cfg_build(unit, fn), out); break;
    case DUMP_LIVE: live_dump(fn, out); break;
    case DUMP_FRAME: frame_dump(unit, fn, out); break;
    case DUMP_LOWER: lower_dump(unit, fn, out); break;
    }
}

static void dump_pass(struct unit *unit, FILE *out)
{
    if (unit->options->show.dump == DUMP_TREE) tree_dump(unit, out);
    if (unit->options->show.dump == DUMP_COLOUR) colour_dump(unit, out);
    bool found = !unit->options->show.dump_fn;
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        found |= !found && strcmp(fn->name, unit->options->show.dump_fn) == 0;
        if (wanted(unit, fn)) dump_fn(unit, fn, out);
    }
    if (!found)
        diag_error(unit->diag,
                   "'--dump-function=%s': there is no such function",
                   unit->options->show.dump_fn);
}

// -- what --emit prints ------------------------------------------------------

static bool is_there(struct unit *unit)
{
    const char *only = unit->options->show.only;
    for (size_t i = 0; only && i < unit->fns.count; i++)
        if (strcmp(unit->fns.at[i]->name, only) == 0) return true;
    if (only)
        diag_error(unit->diag, "'--function=%s': there is no such function",
                   only);
    return !only;
}

static const char *show(struct unit *unit, struct emitter *emitter)
{
    if (!is_there(unit)) return NULL;
    switch (unit->options->show.emit) {
    case EMIT_NONE:
    case EMIT_C: break;
    case EMIT_STATES: return inspect_states(unit);
    case EMIT_FRAMES: return inspect_frames(unit);
    case EMIT_WHY: return inspect_why(unit);
    case EMIT_DOT:
    case EMIT_MERMAID: return inspect_chart(unit);
    case EMIT_SIZES: return describe_unit(unit, "");
    case EMIT_JSON:
    case EMIT_HTML: return describe_unit(unit, emit_unit(emitter));
    }
    return emit_unit(emitter);
}

// -- the pipeline ------------------------------------------------------------

static const char *compile(struct unit *unit, FILE *dump)
{
    const struct front *front = load_front(unit->options, unit->diag);
    if (!front || !front->parse(unit)) return NULL;
    posix_unit(unit);
    names_stems(unit);
    outline_unit(unit);
    if (!colour_unit(unit)) return NULL;
    ends_check(unit);
    operands_check(unit);
    if (!check_unit(unit)) return NULL;
    number_all(unit);
    name_types(unit);
    each_coroutine(unit, plan_one);
    names_unnamed(unit);
    each_coroutine(unit, place_one);
    if (unit->diag->errors) return NULL;
    frame_order(unit);
    lint_unit(unit);
    if (unit->diag->errors) return NULL;
    if (unit->options->show.dump) {
        dump_pass(unit, dump);
        return "";
    }
    struct emitter *emitter = emit_lower(unit);
    inspect_limits(unit);
    if (unit->diag->errors) return NULL;
    return show(unit, emitter);
}

const char *unit_compile(const struct options *options, struct diag *diag,
                         struct arena *arena, struct intern *intern,
                         const struct source *source, FILE *dump)
{
    struct unit *unit = ARENA_NEW(arena, struct unit);
    unit->options = options;
    unit->diag = diag;
    unit->arena = arena;
    unit->intern = intern;
    unit->source = source;
    return compile(unit, dump);
}
