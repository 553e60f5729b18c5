// SPDX-License-Identifier: MIT
// page.c: --emit=html: what --emit=json says of one or more files, as a page to
// look at. The page is page.html with its style and script, which are ordinary
// files beside this one; the machines go in as JSON, with where the nodes and
// edges of their graphs lie. Knows the form of the JSON, and nothing of the
// passes.
#include "inspect/page.h"

#include "host/host.h"
#include "host/options.h"
#include "inspect/describe.h"
#include "inspect/dot.h"
#include "inspect/graph.h"
#include "inspect/json.h"
#include "page_files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Pixels, and letters; page.css has the font, page.js cuts what is longer.
enum { NODE_LETTERS = 30, LABEL_LETTERS = 18, NODE_HEIGHT = 42 };
static const double LETTER = 7.3, SMALL_LETTER = 6.7, NODE_ROOM = 22;
enum { END_WIDTH = 82, END_HEIGHT = 24, MOST_LABELS = 90 };

// JSON within a script element: no tag may end that, and a page is UTF-8.
static void put_json(struct text *out, const char *text)
{
    while (*text) {
        size_t length = describe_character(text, SIZE_MAX);
        if (*text == '<')
            text_puts(out, "\\u003c");
        else
            text_add(out, length ? text : "\xef\xbf\xbd", length ? length : 3);
        text += length ? length : 1;
    }
}

// -- graphs ------------------------------------------------------------------

static double letters(const char *text, int most)
{
    int count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count > most ? most : count;
}

static double node_width(struct arena *arena, const struct json *state)
{
    const char *number = json_text(json_get(state, "id"));
    const char *text = json_text(json_get(state, "text"));
    if (strcmp(number, "0") == 0) text = "start";
    double width =
        letters(arena_printf(arena, "%s · %s", number, text), NODE_LETTERS);
    return (width < 9 ? 9 : width) * LETTER + NODE_ROOM;
}

static size_t target_of(const struct json *way, size_t end)
{
    const struct json *to = json_get(way, "to");
    size_t number = strtoul(json_text(to), NULL, 10);
    return !to || to->kind == JSON_NULL || number > end ? end : number;
}

static bool is_always(const struct json *way)
{
    const char *when = json_text(json_get(way, "when"));
    return !*when || strcmp(when, "always") == 0;
}

static void
add_ways(struct graph *graph, size_t from, size_t end, const struct json *ways)
{
    for (size_t i = 0; ways && i < ways->kids.count; i++) {
        const struct json *way = ways->kids.at[i];
        const char *when = json_text(json_get(way, "when"));
        struct graph_edge edge = {.from = from, .to = target_of(way, end)};
        if (!is_always(way))
            edge.label_width = letters(when, LABEL_LETTERS) * SMALL_LETTER + 6;
        vec_push(graph->arena, &graph->edges, edge);
    }
}

static void add_states(struct graph *graph, const struct json *states)
{
    size_t end = states->kids.count;
    for (size_t i = 0; i < end; i++) {
        struct graph_node node = {
            .width = node_width(graph->arena, states->kids.at[i]),
            .height = NODE_HEIGHT};
        vec_push(graph->arena, &graph->nodes, node);
    }
    for (size_t i = 0; i < end; i++)
        add_ways(graph, i, end, json_get(states->kids.at[i], "ways"));
    struct graph_node returns = {.width = END_WIDTH, .height = END_HEIGHT};
    bool any = false;
    for (size_t i = 0; i < graph->edges.count; i++)
        any |= graph->edges.at[i].to == end;
    if (any) vec_push(graph->arena, &graph->nodes, returns);
    // Of too many none can be followed: then they show under the pointer.
    for (size_t i = 0;
         graph->edges.count > MOST_LABELS && i < graph->edges.count; i++)
        graph->edges.at[i].label_width = 0;
}

// "states", or a list without any.
static const struct json *states_of(const struct json *coroutine)
{
    static const struct json none = {.kind = JSON_LIST};
    const struct json *states = json_get(coroutine, "states");
    return states && states->kids.count ? states : &none;
}

static void put_nodes(struct text *out, const struct graph *graph)
{
    for (size_t i = 0; i < graph->nodes.count; i++) {
        const struct graph_node *node = &graph->nodes.at[i];
        text_printf(out, "%s{\"x\":%.1f,\"y\":%.1f,\"w\":%.1f,\"h\":%.1f}",
                    i ? "," : "", node->x, node->y, node->width, node->height);
    }
}

static void put_when(struct text *out, const struct json *way)
{
    struct text string = {.arena = out->arena};
    const char *when = json_text(json_get(way, "when"));
    describe_string(&string, when, strlen(when));
    put_json(out, string.at);
}

static void put_edges(struct text *out, const struct graph *graph,
                      const struct json *states)
{
    size_t i = 0;
    for (size_t s = 0; s < states->kids.count; s++) {
        const struct json *ways = json_get(states->kids.at[s], "ways");
        for (size_t w = 0; ways && w < ways->kids.count; w++, i++) {
            const struct graph_edge *edge = &graph->edges.at[i];
            text_printf(out, "%s{\"from\":%zu,\"loop\":%s,\"label\":%s,",
                        i ? "," : "", edge->from, edge->back ? "true" : "false",
                        edge->label_width > 0 ? "true" : "false");
            text_printf(out,
                        "\"x\":%.1f,\"y\":%.1f,\"d\":\"%s\",\"when\":", edge->x,
                        edge->y, edge->path);
            put_when(out, ways->kids.at[w]);
            text_puts(out, "}");
        }
    }
}

static void put_picture(struct text *out, const struct graph *graph,
                        const struct json *coroutine)
{
    text_printf(out, "{\"w\":%.0f,\"h\":%.0f,\"crossings\":%zu,\"nodes\":[",
                ceil(graph->width), ceil(graph->height), graph->crossings);
    put_nodes(out, graph);
    text_puts(out, "],\"edges\":[");
    put_edges(out, graph, states_of(coroutine));
    text_puts(out, "]}");
}

// Of all coroutines of all documents, in their order.
struct pictures {
    VEC(const struct json *) documents;
    VEC(struct graph) graphs;
    size_t put;
};

static void add_pictures(struct arena *arena, struct pictures *pictures,
                         const struct json *document)
{
    const struct json *units = json_get(document, "units");
    vec_push(arena, &pictures->documents, document);
    for (size_t i = 0; units && i < units->kids.count; i++) {
        const struct json *list = json_get(units->kids.at[i], "coroutines");
        for (size_t k = 0; list && k < list->kids.count; k++) {
            struct graph graph = {.arena = arena};
            add_states(&graph, states_of(list->kids.at[k]));
            vec_push(arena, &pictures->graphs, graph);
        }
    }
}

static void lay_out(const struct options *options, struct pictures *pictures)
{
    struct graph *graphs = pictures->graphs.at;
    if (dot_layout(options, graphs, pictures->graphs.count)) return;
    for (size_t i = 0; i < pictures->graphs.count; i++)
        if (graphs[i].nodes.count) graph_layout(&graphs[i]);
}

// A list for each unit.
static void put_pictures(struct text *out, struct pictures *pictures)
{
    bool any = false;
    for (size_t d = 0; d < pictures->documents.count; d++) {
        const struct json *units = json_get(pictures->documents.at[d], "units");
        for (size_t i = 0; units && i < units->kids.count; i++) {
            const struct json *list = json_get(units->kids.at[i], "coroutines");
            text_puts(out, any ? ",\n[" : "\n[");
            any = true;
            for (size_t k = 0; list && k < list->kids.count; k++) {
                text_puts(out, k ? ",\n" : "");
                put_picture(out, &pictures->graphs.at[pictures->put++],
                            list->kids.at[k]);
            }
            text_puts(out, "]");
        }
    }
}

// -- the page ----------------------------------------------------------------

static void put_markup(struct text *out, const char *text)
{
    while (*text) {
        size_t length = describe_character(text, SIZE_MAX);
        const char *entity = *text == '<'   ? "&lt;"
                             : *text == '>' ? "&gt;"
                             : *text == '&' ? "&amp;"
                             : length       ? NULL
                                            : "\xef\xbf\xbd";
        if (entity)
            text_puts(out, entity);
        else
            text_add(out, text, length);
        text += length ? length : 1;
    }
}

struct part {
    const char *mark;
    const struct text *text;
};

static const char *fill(struct arena *arena, const struct part *parts, size_t n)
{
    struct text out = {.arena = arena};
    const char *at = page_html;
    for (const char *mark; (mark = strchr(at, '@')); at = mark) {
        text_add(&out, at, (size_t)(mark - at));
        size_t i = 0;
        while (i < n && strncmp(mark, parts[i].mark, strlen(parts[i].mark)))
            i++;
        if (i == n) die("page.html has an unknown mark");
        text_add(&out, parts[i].text->at, parts[i].text->count);
        mark += strlen(parts[i].mark);
    }
    text_puts(&out, at);
    return out.at;
}

const struct json *page_read(struct arena *arena, struct diag *diag,
                             const struct page_document *document)
{
    const struct json *json = json_read(arena, document->text);
    const char *version = json_text(json_get(json, "version"));
    if (!json)
        diag_error(diag, "'%s' is not JSON", document->name);
    else if (strcmp(version, "1") != 0)
        diag_error(diag, "'%s' is not the JSON that this cspcc reads",
                   document->name);
    else
        return json;
    return NULL;
}

const char *page_make(const struct options *options, struct diag *diag,
                      const char *title, const struct page_document *documents,
                      size_t count)
{
    struct arena *arena = options->arena;
    struct text name = {.arena = arena}, style = name, script = name;
    struct text machines = name, layouts = name;
    struct pictures pictures = {0};
    text_puts(&machines, "[");
    text_printf(&layouts, "{\"node\":%d,\"label\":%d,\"machines\":[",
                NODE_LETTERS, LABEL_LETTERS);
    for (size_t i = 0; i < count; i++) {
        const struct json *json = page_read(arena, diag, &documents[i]);
        if (!json) return NULL;
        text_puts(&machines, i ? ",\n" : "");
        put_json(&machines, documents[i].text);
        add_pictures(arena, &pictures, json);
    }
    lay_out(options, &pictures);
    put_pictures(&layouts, &pictures);
    text_puts(&machines, "]");
    text_puts(&layouts, "]}");
    put_markup(&name, title);
    text_puts(&style, page_css);
    text_puts(&script, page_js);
    const struct part parts[] = {{"@TITLE@", &name},
                                 {"@STYLE@", &style},
                                 {"@MACHINES@", &machines},
                                 {"@LAYOUTS@", &layouts},
                                 {"@SCRIPT@", &script}};
    return fill(arena, parts, sizeof parts / sizeof *parts);
}
