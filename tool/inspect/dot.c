// SPDX-License-Identifier: MIT
// dot.c: layouts of graphs by Graphviz' dot, where it is installed: one run
// for all the graphs of a page. CSPCC_DOT is another program to ask, or empty:
// none. What it prints (-Tplain) is made of lines of words; no name or label
// that we give it has a blank.
#include "inspect/dot.h"

#include "host/host.h"
#include "host/options.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Pixels to an inch, which dot counts in; letters of a label, and their width.
static const double INCH = 72, LETTER = 6.6, MARGIN = 14;
enum { CURVE_POINTS = 3, SPINE = 100 };

static const char *program(struct arena *arena)
{
    const char *name = getenv("CSPCC_DOT"), *path = getenv("PATH");
    if (name) return *name ? name : NULL;
    while (path && *path) {
        size_t length = strcspn(path, ":");
        const char *file = arena_printf(arena, "%.*s/dot", (int)length, path);
        if (length && access(file, X_OK) == 0) return file;
        path += length + (path[length] == ':');
    }
    return NULL;
}

static struct graph_edge *
find_edge(const struct graph *graph, size_t from, size_t to)
{
    for (size_t i = 0; i < graph->edges.count; i++)
        if (graph->edges.at[i].from == from && graph->edges.at[i].to == to)
            return &graph->edges.at[i];
    return NULL;
}

// The states stand below each other as in the source: edges that are not drawn
// see to that.
static void put_graph(struct text *out, const struct graph *graph)
{
    text_puts(out, "digraph {\nnode [shape=box fixedsize=true label=\"\"];\n"
                   "edge [dir=none fontname=Courier fontsize=11];\n"
                   "graph [ranksep=0.3 nodesep=0.2];\n");
    for (size_t i = 0; i < graph->nodes.count; i++)
        text_printf(out, "%zu [width=%.3f height=%.3f];\n", i,
                    graph->nodes.at[i].width / INCH,
                    graph->nodes.at[i].height / INCH);
    for (size_t i = 0; i < graph->edges.count; i++) {
        const struct graph_edge *edge = &graph->edges.at[i];
        int letters = (int)(edge->label_width / LETTER);
        text_printf(out, "%zu -> %zu [weight=%d label=\"", edge->from, edge->to,
                    edge->to == edge->from + 1 ? SPINE : 1);
        for (int k = 0; k < letters; k++)
            text_puts(out, "x");
        text_puts(out, "\"];\n");
    }
    for (size_t i = 1; i < graph->nodes.count; i++)
        if (!find_edge(graph, i - 1, i))
            text_printf(out, "%zu -> %zu [style=invis weight=%d];\n", i - 1, i,
                        SPINE);
    text_puts(out, "}\n");
}

// -- what it says ------------------------------------------------------------

struct reader {
    struct arena *arena;
    const char *at;
    bool failed;
    double height; // of the graph: dot counts from its foot
};

static const char *next_word(struct reader *r)
{
    r->at += strspn(r->at, " ");
    size_t length = strcspn(r->at, " \n");
    const char *word = arena_strndup(r->arena, r->at, length);
    r->failed |= !length;
    r->at += length;
    return word;
}

static double next_number(struct reader *r)
{
    char *end;
    double number = strtod(next_word(r), &end);
    r->failed |= *end != '\0';
    return number;
}

static size_t next_index(struct reader *r, size_t count)
{
    double number = next_number(r);
    r->failed |= !(number >= 0 && number < (double)count);
    return r->failed ? 0 : (size_t)number;
}

static double next_x(struct reader *r)
{
    return next_number(r) * INCH + MARGIN;
}

static double next_y(struct reader *r)
{
    return r->height - next_number(r) * INCH + MARGIN;
}

static void read_node(struct reader *r, struct graph *graph)
{
    size_t i = next_index(r, graph->nodes.count);
    double x = next_x(r), y = next_y(r);
    if (r->failed) return;
    graph->nodes.at[i].x = x;
    graph->nodes.at[i].y = y;
}

static void read_edge(struct reader *r, struct graph *graph)
{
    size_t from = next_index(r, graph->nodes.count);
    size_t to = next_index(r, graph->nodes.count);
    struct graph_edge *edge = find_edge(graph, from, to);
    struct text path = {.arena = r->arena};
    int points = (int)next_number(r);
    if (!edge) return; // one that is not drawn
    if (points < 1 + CURVE_POINTS) r->failed = true;
    for (int i = 0; i < points && !r->failed; i++) {
        double x = next_x(r), y = next_y(r);
        const char *letter = i == 0 ? "M" : i % CURVE_POINTS == 1 ? "C" : " ";
        text_printf(&path, "%s%.1f %.1f", letter, x, y);
    }
    if (r->failed) return;
    edge->path = path.at;
    if (edge->label_width < LETTER) return;
    next_word(r); // the label
    edge->x = next_x(r);
    edge->y = next_y(r);
}

static void skip_line(struct reader *r)
{
    r->at += strcspn(r->at, "\n");
    r->at += *r->at == '\n';
}

// A loop leads up, or to its own node.
static void find_back(struct graph *graph)
{
    for (size_t i = 0; i < graph->edges.count; i++) {
        struct graph_edge *edge = &graph->edges.at[i];
        edge->back =
            graph->nodes.at[edge->to].y <= graph->nodes.at[edge->from].y + .5;
    }
}

static bool read_graph(struct reader *r, struct graph *graph)
{
    if (strcmp(next_word(r), "graph") != 0) return false;
    next_number(r); // the scale: 1
    graph->width = next_number(r) * INCH + 2 * MARGIN;
    r->height = next_number(r) * INCH;
    graph->height = r->height + 2 * MARGIN;
    for (skip_line(r); !r->failed; skip_line(r)) {
        const char *word = next_word(r);
        if (strcmp(word, "stop") == 0) break;
        if (strcmp(word, "node") == 0) read_node(r, graph);
        if (strcmp(word, "edge") == 0) read_edge(r, graph);
    }
    skip_line(r);
    for (size_t i = 0; i < graph->edges.count; i++)
        r->failed |= !graph->edges.at[i].path;
    if (!r->failed) find_back(graph);
    return !r->failed;
}

bool dot_layout(const struct options *options, struct graph *graphs,
                size_t count)
{
    struct arena *arena = options->arena;
    struct text in = {.arena = arena}, out = in, err = in;
    struct diag quiet = {.arena = arena};
    const char *dot = program(arena);
    strings argv = {0};
    if (!dot || !count) return false;
    text_puts(&in, "");
    text_puts(&out, "");
    for (size_t i = 0; i < count; i++)
        put_graph(&in, &graphs[i]);
    const char *file = file_temp(arena, &quiet, "graphs.dot", &in);
    if (!file) return false;
    vec_push(arena, &argv, dot);
    vec_push(arena, &argv, "-Tplain");
    vec_push(arena, &argv, file);
    if (child_capture(options, &quiet, &argv, NULL, &out, &err)) return false;
    struct reader reader = {.arena = arena, .at = out.at};
    for (size_t i = 0; i < count; i++)
        if (!read_graph(&reader, &graphs[i])) return false;
    return true;
}
