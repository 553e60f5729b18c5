// SPDX-License-Identifier: MIT
// states.c: --emit=states: each coroutine's states as a table: what each waits
// for, what is kept over it, and where it goes on.
#include "inspect/inside.h"

#include <string.h>

static void put_kept(struct unit *unit, struct text *out, struct state *state)
{
    for (size_t i = 0; i < state->kept.count; i++) {
        const struct field *field = state->kept.at[i];
        text_printf(out, "         %-9s  %-12s  %-20s", i ? "" : "keeps",
                    field->var->name, machine_type(unit, field));
        if (field->size < 0)
            text_puts(out, "  as many bytes as C says\n");
        else
            text_printf(out, "  %lld byte%s\n", (long long)field->size,
                        field->size == 1 ? "" : "s");
    }
}

static bool is_condition(const char *when)
{
    return strcmp(when, "otherwise") != 0;
}

static void put_way(struct text *out, const struct way *way, bool first)
{
    char to[16] = "end";
    if (way->to)
        snprintf(to, sizeof to, "%d%s", way->to, way->loop ? " again" : "");
    text_printf(out, "         %-9s  ", first ? "then" : "");
    if (!way->when.count) text_printf(out, "%s\n", to);
    for (size_t i = 0; i < way->when.count; i++)
        text_printf(out, "%*s%-8s  %s%s\n", i ? 20 : 0, "", i ? "" : to,
                    i                               ? "or "
                    : is_condition(way->when.at[i]) ? "if "
                                                    : "",
                    way->when.at[i]);
}

static void put_ways(struct text *out, const struct state *state)
{
    for (size_t i = 0; i < state->ways.count; i++)
        put_way(out, &state->ways.at[i], i == 0);
    if (!state->ways.count)
        text_puts(out, "         then       nothing: it never goes on\n");
}

static void put_state(struct unit *unit, struct text *out, struct state *state)
{
    char number[12] = "start";
    if (state->id) snprintf(number, sizeof number, "%d", state->id);
    text_printf(out, "  %-5s  line %-4u %s\n", number, state->place.line,
                state->text);
    if (*state->waits_for)
        text_printf(out, "         waits for  %s\n", state->waits_for);
    put_kept(unit, out, state);
    put_ways(out, state);
}

static void put_machine(struct unit *unit, struct text *out, struct fn *fn)
{
    state_list list = machine_states(unit, fn);
    struct place place = unit_place(unit, fn->name_at, fn->name_at);
    size_t count = fn->machine->points.count;
    text_printf(out, "%s%s (%s:%u): %zu suspension%s\n", out->count ? "\n" : "",
                fn->name, place.file, place.line, count, count == 1 ? "" : "s");
    for (size_t i = 0; i < list.count; i++)
        put_state(unit, out, &list.at[i]);
}

const char *inspect_states(struct unit *unit)
{
    struct text out = {.arena = unit->arena};
    text_puts(&out, "");
    for (size_t i = 0; i < unit->fns.count; i++)
        if (unit->fns.at[i]->machine && machine_wanted(unit, unit->fns.at[i]))
            put_machine(unit, &out, unit->fns.at[i]);
    return out.at;
}
