// SPDX-License-Identifier: MIT
// chart.c: --emit=dot and --emit=mermaid: machines as graphs, in the languages
// of Graphviz and Mermaid. Nodes are states, edges the ways between them.
#include "inspect/inside.h"

#include <string.h>

static bool is_always(const struct way *way)
{
    return way->when.count == 0;
}

// -- dot ---------------------------------------------------------------------

// For a string of dot's; its lines are aligned to the left.
static const char *quoted(struct unit *unit, const char *string)
{
    struct text out = {.arena = unit->arena};
    text_puts(&out, "");
    for (; *string; string++) {
        if (*string == '"' || *string == '\\') text_puts(&out, "\\");
        text_add(&out, string, 1);
    }
    return out.at;
}

static void dot_node(struct unit *unit, struct text *out, const struct fn *fn,
                     const struct state *state)
{
    text_printf(out, "    \"%s %d\" [label=\"", fn->name, state->id);
    if (state->id)
        text_printf(out, "%d, line %u: %s\\l%s\\lwaits for %s\\l", state->id,
                    state->place.line, state->kind, quoted(unit, state->text),
                    quoted(unit, state->waits_for));
    else
        text_printf(out, "%s, line %u\\l", fn->name, state->place.line);
    text_printf(out, "\"%s];\n", state->id ? "" : ", shape=oval");
}

static void dot_ways(struct unit *unit, struct text *out, const struct fn *fn,
                     const struct state *state)
{
    for (size_t i = 0; i < state->ways.count; i++) {
        const struct way *way = &state->ways.at[i];
        const char *to =
            way->to ? arena_printf(unit->arena, "%d", way->to) : "end";
        text_printf(out, "    \"%s %d\" -> \"%s %s\" [label=\"%s\"%s];\n",
                    fn->name, state->id, fn->name, to,
                    is_always(way) ? "" : quoted(unit, way->text),
                    way->loop ? ", style=dashed" : "");
    }
}

// To machines that stand in the same picture.
static void dot_starts(struct unit *unit, struct text *out, const struct fn *fn)
{
    start_list list = machine_starts(unit, fn);
    for (size_t i = 0; i < list.count; i++)
        for (size_t k = 0; k < unit->fns.count; k++) {
            const struct fn *other = unit->fns.at[k];
            if (other->machine && machine_wanted(unit, other) &&
                strcmp(other->name, list.at[i].name) == 0)
                text_printf(out,
                            "  \"%s 0\" -> \"%s 0\" [label=\"%s, line %u\", "
                            "style=dotted];\n",
                            fn->name, other->name, list.at[i].kind,
                            list.at[i].place.line);
        }
}

static void put_dot(struct unit *unit, struct text *out, struct fn *fn)
{
    state_list list = machine_states(unit, fn);
    struct place place = unit_place(unit, fn->name_at, fn->name_at);
    text_printf(out, "  subgraph \"cluster %s\" {\n    label=\"%s (%s:%u)\";\n",
                fn->name, fn->name, quoted(unit, place.file), place.line);
    for (size_t i = 0; i < list.count; i++)
        dot_node(unit, out, fn, &list.at[i]);
    text_printf(out, "    \"%s end\" [label=\"end\", shape=oval];\n", fn->name);
    for (size_t i = 0; i < list.count; i++)
        dot_ways(unit, out, fn, &list.at[i]);
    text_puts(out, "  }\n");
    if (unit->options->show.starts) dot_starts(unit, out, fn);
}

// -- Mermaid -----------------------------------------------------------------

// What means something to Mermaid goes by its number.
static const char *entities(struct unit *unit, const char *string)
{
    struct text out = {.arena = unit->arena};
    text_puts(&out, "");
    for (; *string; string++)
        if (strchr("#;:\"<>&{}[]|`%\\", *string))
            text_printf(&out, "#%d;", *string);
        else
            text_add(&out, string, 1);
    return out.at;
}

static void mermaid_way(struct unit *unit, struct text *out,
                        const struct fn *fn, const struct state *state,
                        const struct way *way)
{
    const char *name = fn->name;
    const char *from =
        state->id ? arena_printf(unit->arena, "%s_%d", name, state->id) : "[*]";
    const char *to =
        way->to ? arena_printf(unit->arena, "%s_%d", name, way->to) : "[*]";
    text_printf(out, "        %s --> %s%s%s\n", from, to,
                is_always(way) ? "" : " : ",
                is_always(way) ? "" : entities(unit, way->text));
}

static void put_mermaid(struct unit *unit, struct text *out, struct fn *fn)
{
    state_list list = machine_states(unit, fn);
    text_printf(out, "    state %s {\n", fn->name);
    for (size_t i = 0; i < list.count; i++) {
        const struct state *state = &list.at[i];
        if (state->id)
            text_printf(out, "        %s_%d : %d, line %u<br/>%s\n", fn->name,
                        state->id, state->id, state->place.line,
                        entities(unit, state->text));
        for (size_t k = 0; k < state->ways.count; k++)
            mermaid_way(unit, out, fn, state, &state->ways.at[k]);
    }
    text_puts(out, "    }\n");
}

// -- both --------------------------------------------------------------------

const char *inspect_chart(struct unit *unit)
{
    struct text out = {.arena = unit->arena};
    bool dot = unit->options->show.emit == EMIT_DOT;
    text_puts(&out,
              dot ? "digraph machines {\n  node [shape=box, style=rounded, "
                    "fontname=monospace];\n  edge [fontname=monospace];\n"
                  : "stateDiagram-v2\n");
    for (size_t i = 0; i < unit->fns.count; i++) {
        struct fn *fn = unit->fns.at[i];
        if (!fn->machine || !machine_wanted(unit, fn)) continue;
        if (dot)
            put_dot(unit, &out, fn);
        else
            put_mermaid(unit, &out, fn);
    }
    if (dot) text_puts(&out, "}\n");
    return out.at;
}
