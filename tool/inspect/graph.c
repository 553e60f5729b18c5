// SPDX-License-Identifier: MIT
// graph.c: a layered layout, after E. R. Gansner, E. Koutsofios, S. C. North,
// K.-P. Vo, "A Technique for Drawing Directed Graphs" (1993), which follows
// Sugiyama: edges that close a cycle are set aside, nodes get ranks, edges that
// pass a rank get a spot there, spots are ordered for few crossings, and then
// placed. It differs where state machines are not any graph: their loops have a
// lane of their own at the right side, out of the way of what leads down; and
// ranks are counted double, so that each label has a spot like a node's, and
// covers nothing. The same graph gives the same picture.
#include "inspect/graph.h"

#include <stdlib.h>
#include <string.h>

enum { SWEEPS = 24 };
static const double GAP_X = 22, GAP_Y = 16, LANE_GAP = 10, MARGIN = 14;
static const double LABEL_HEIGHT = 16, STUB = 6, CORNER = 7;

enum side { ABOVE, BELOW };

// A node, or the place where an edge passes a rank.
struct spot {
    size_t node, edge; // NONE: not of one
    int rank;
    bool lane; // of an edge that leads back: right of all others
    double width, x, key;
    VEC(struct spot *) up, down;
};
static const size_t NONE = (size_t)-1;
typedef VEC(struct spot *) row;

struct layout {
    struct graph *graph;
    struct spot **nodes; // by number
    row *rows;           // by rank, from left to right
    int ranks;
    double *top, *bottom; // of each rank
    row *chains;          // by edge: its spots from top to bottom
};

// -- cycles and ranks --------------------------------------------------------

enum visit { NEW, OPEN, DONE };

// Edges to a node on the way from the start close a cycle.
static void find_back(struct graph *graph, size_t node, enum visit *visits)
{
    visits[node] = OPEN;
    for (size_t i = 0; i < graph->edges.count; i++) {
        struct graph_edge *edge = &graph->edges.at[i];
        if (edge->from != node) continue;
        edge->back = visits[edge->to] == OPEN;
        if (visits[edge->to] == NEW) find_back(graph, edge->to, visits);
    }
    visits[node] = DONE;
}

// The longest way from a node without one before it, counted double.
static void rank_nodes(struct graph *graph)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < graph->edges.count; i++) {
            const struct graph_edge *edge = &graph->edges.at[i];
            int wanted = graph->nodes.at[edge->from].rank + 2;
            if (edge->back || graph->nodes.at[edge->to].rank >= wanted)
                continue;
            graph->nodes.at[edge->to].rank = wanted;
            changed = true;
        }
    }
}

// -- spots -------------------------------------------------------------------

static struct spot *
add_spot(struct layout *l, int rank, size_t node, size_t edge)
{
    struct spot *spot = ARENA_NEW(l->graph->arena, struct spot);
    *spot = (struct spot){.node = node, .edge = edge, .rank = rank};
    vec_push(l->graph->arena, &l->rows[rank], spot);
    return spot;
}

static void link_spots(struct layout *l, struct spot *up, struct spot *down)
{
    vec_push(l->graph->arena, &up->down, down);
    vec_push(l->graph->arena, &down->up, up);
}

// An edge down has a spot in each rank between; one back also in those of its
// nodes, which it passes at their side.
static void add_chain(struct layout *l, size_t number)
{
    struct graph_edge *edge = &l->graph->edges.at[number];
    size_t high = edge->back ? edge->to : edge->from;
    size_t low = edge->back ? edge->from : edge->to;
    int first = l->graph->nodes.at[high].rank + !edge->back;
    int last = l->graph->nodes.at[low].rank - !edge->back;
    int middle = edge->back ? (first + last) / 2 : first;
    struct spot *before = edge->back ? NULL : l->nodes[high];
    for (int rank = first; rank <= last; rank++) {
        struct spot *spot = add_spot(l, rank, NONE, number);
        spot->lane = edge->back;
        spot->width =
            rank == middle && edge->label_width > 0 ? edge->label_width : 2;
        vec_push(l->graph->arena, &l->chains[number], spot);
        if (before) link_spots(l, before, spot);
        before = spot;
    }
    if (!edge->back) link_spots(l, before, l->nodes[low]);
}

static void add_spots(struct layout *l)
{
    struct graph *graph = l->graph;
    for (size_t i = 0; i < graph->nodes.count; i++)
        if (graph->nodes.at[i].rank >= l->ranks)
            l->ranks = graph->nodes.at[i].rank + 1;
    size_t ranks = (size_t)l->ranks;
    l->rows = arena_alloc(graph->arena, ranks * sizeof *l->rows);
    l->top = arena_alloc(graph->arena, ranks * sizeof *l->top);
    l->bottom = arena_alloc(graph->arena, ranks * sizeof *l->bottom);
    l->nodes = arena_alloc(graph->arena, graph->nodes.count * sizeof *l->nodes);
    l->chains =
        arena_alloc(graph->arena, (graph->edges.count + 1) * sizeof *l->chains);
    for (size_t i = 0; i < graph->nodes.count; i++) {
        l->nodes[i] = add_spot(l, graph->nodes.at[i].rank, i, NONE);
        l->nodes[i]->width = graph->nodes.at[i].width;
    }
    for (size_t i = 0; i < graph->edges.count; i++)
        add_chain(l, i);
}

// -- order -------------------------------------------------------------------

static void number_row(row *spots)
{
    for (size_t i = 0; i < spots->count; i++)
        spots->at[i]->x = (double)i;
}

static size_t count_between(const row *spots)
{
    size_t count = 0;
    for (size_t i = 0; i < spots->count; i++)
        for (size_t k = i + 1; k < spots->count; k++)
            for (size_t a = 0; a < spots->at[i]->down.count; a++)
                for (size_t b = 0; b < spots->at[k]->down.count; b++)
                    count += !spots->at[i]->lane && !spots->at[k]->lane &&
                             spots->at[i]->down.at[a]->x >
                                 spots->at[k]->down.at[b]->x;
    return count;
}

static size_t count_crossings(const struct layout *l)
{
    size_t count = 0;
    for (int rank = 0; rank < l->ranks; rank++)
        count += count_between(&l->rows[rank]);
    return count;
}

// Of the neighbours above, or below; its own place, where it has none there.
static double mean(const struct spot *spot, enum side side)
{
    double sum = 0;
    size_t count = side == ABOVE ? spot->up.count : spot->down.count;
    for (size_t i = 0; i < count; i++)
        sum += (side == ABOVE ? spot->up.at[i] : spot->down.at[i])->x;
    return count ? sum / (double)count : spot->x;
}

// Stable, and lanes stay at the right.
static void sort_row(row *spots)
{
    for (size_t i = 1; i < spots->count; i++) {
        struct spot *spot = spots->at[i];
        size_t k = i;
        while (k > 0 && (spots->at[k - 1]->lane == spot->lane
                             ? spots->at[k - 1]->key > spot->key
                             : spots->at[k - 1]->lane)) {
            spots->at[k] = spots->at[k - 1];
            k--;
        }
        spots->at[k] = spot;
    }
    number_row(spots);
}

// By the neighbours on one side, from there on.
static void sweep(struct layout *l, enum side side)
{
    for (int i = 0; i < l->ranks; i++) {
        row *spots = &l->rows[side == ABOVE ? i : l->ranks - 1 - i];
        for (size_t k = 0; k < spots->count; k++)
            spots->at[k]->key = mean(spots->at[k], side);
        sort_row(spots);
    }
}

// The order with the fewest crossings that the sweeps came by. Lanes: the
// longest way is the outermost.
static void order(struct layout *l)
{
    struct arena *arena = l->graph->arena;
    row *best = arena_alloc(arena, (size_t)l->ranks * sizeof *best);
    size_t fewest = NONE;
    for (int rank = 0; rank < l->ranks; rank++) {
        for (size_t i = 0; i < l->rows[rank].count; i++) {
            struct spot *spot = l->rows[rank].at[i];
            spot->key =
                spot->lane ? (double)l->chains[spot->edge].count : (double)i;
        }
        sort_row(&l->rows[rank]);
        for (size_t i = 0; i < l->rows[rank].count; i++)
            vec_push(arena, &best[rank], NULL);
    }
    for (int i = 0; i < SWEEPS && fewest > 0; i++) {
        size_t count = count_crossings(l);
        for (int rank = 0; count < fewest && rank < l->ranks; rank++)
            memcpy(best[rank].at, l->rows[rank].at,
                   best[rank].count * sizeof(struct spot *));
        if (count < fewest) fewest = count;
        sweep(l, i % 2 == 0 ? ABOVE : BELOW);
    }
    for (int rank = 0; rank < l->ranks; rank++)
        l->rows[rank] = best[rank];
    l->graph->crossings = fewest == NONE ? 0 : fewest;
}

// -- places ------------------------------------------------------------------

static double distance(const struct spot *left, const struct spot *right)
{
    double gap = left->lane || right->lane ? LANE_GAP : GAP_X;
    return (left->width + right->width) / 2 + gap;
}

// Each spot of a row goes as near to `key` as its neighbours let it: those that
// want to overlap form a block, which goes to the middle of their wishes.
static void settle(row *spots, size_t count)
{
    struct block {
        double at, sum; // where its first spot is; of the wishes for that
        size_t first, count;
    } blocks[count + 1];
    size_t n = 0;
    double before[count + 1]; // of a spot, from the row's first
    for (size_t i = 0; i < count; i++) {
        before[i] =
            i ? before[i - 1] + distance(spots->at[i - 1], spots->at[i]) : 0;
        double wish = spots->at[i]->key - before[i];
        blocks[n++] = (struct block){wish, wish, i, 1};
        while (n > 1 && blocks[n - 2].at > blocks[n - 1].at) {
            struct block *last = &blocks[--n], *joined = &blocks[n - 1];
            joined->sum += last->sum;
            joined->count += last->count;
            joined->at = joined->sum / (double)joined->count;
        }
    }
    for (size_t b = 0; b < n; b++)
        for (size_t i = 0; i < blocks[b].count; i++)
            spots->at[blocks[b].first + i]->x =
                blocks[b].at + before[blocks[b].first + i];
}

static size_t count_inner(const row *spots)
{
    size_t count = 0;
    while (count < spots->count && !spots->at[count]->lane)
        count++;
    return count;
}

static void place_inner(struct layout *l)
{
    for (int rank = 0; rank < l->ranks; rank++) {
        row *spots = &l->rows[rank];
        for (size_t i = 0; i < spots->count; i++)
            spots->at[i]->key = (double)i;
        settle(spots, count_inner(spots));
    }
    for (int i = 0; i < SWEEPS; i++)
        for (int k = 0; k < l->ranks; k++) {
            row *spots = &l->rows[i % 2 ? l->ranks - 1 - k : k];
            for (size_t s = 0; s < spots->count; s++) {
                struct spot *spot = spots->at[s];
                double up = mean(spot, ABOVE), down = mean(spot, BELOW);
                spot->key = !spot->up.count     ? down
                            : !spot->down.count ? up
                                                : (up + down) / 2;
            }
            settle(spots, count_inner(spots));
        }
}

// The right edge of what stands in the ranks that a chain passes.
static double right_of(const struct layout *l, const row *chain, size_t done)
{
    double right = 0;
    for (size_t i = 0; i < chain->count; i++) {
        const row *spots = &l->rows[chain->at[i]->rank];
        for (size_t k = 0; k < spots->count; k++) {
            const struct spot *spot = spots->at[k];
            double end = spot->x + spot->width / 2;
            bool there = !spot->lane || spot->key < (double)done;
            if (there && end > right) right = end;
        }
    }
    return right;
}

// Inner lanes first: short ones.
static void place_lanes(struct layout *l)
{
    size_t done = 0;
    for (size_t i = 0; i < l->graph->edges.count; i++)
        for (size_t k = 0; k < l->chains[i].count; k++)
            l->chains[i].at[k]->key = (double)NONE;
    for (size_t length = 1; length <= (size_t)l->ranks; length++)
        for (size_t i = 0; i < l->graph->edges.count; i++) {
            row *chain = &l->chains[i];
            if (!l->graph->edges.at[i].back || chain->count != length) continue;
            double left = right_of(l, chain, ++done) + LANE_GAP;
            for (size_t k = 0; k < length; k++) {
                chain->at[k]->x = left + chain->at[k]->width / 2;
                if (chain->at[k]->width > 2) chain->at[k]->x = left;
                chain->at[k]->key = (double)(done - 1);
            }
        }
}

// A lane's line is at its left, its label right of the line.
static void widen_labels(struct layout *l)
{
    for (size_t i = 0; i < l->graph->edges.count; i++) {
        row *chain = &l->chains[i];
        for (size_t k = 0; l->graph->edges.at[i].back && k < chain->count; k++)
            if (chain->at[k]->width > 2) chain->at[k]->width *= 2;
    }
}

static void place_x(struct layout *l)
{
    place_inner(l);
    double left = 0;
    for (int rank = 0; rank < l->ranks; rank++)
        if (count_inner(&l->rows[rank])) {
            const struct spot *spot = l->rows[rank].at[0];
            if (spot->x - spot->width / 2 < left)
                left = spot->x - spot->width / 2;
        }
    for (int rank = 0; rank < l->ranks; rank++)
        for (size_t i = 0; i < l->rows[rank].count; i++)
            l->rows[rank].at[i]->x += MARGIN - left;
    widen_labels(l);
    place_lanes(l);
}

// How many back edges turn in the gap above or below a rank of nodes.
static int turns_at(const struct layout *l, int rank, enum side side)
{
    int count = 0;
    for (size_t i = 0; i < l->graph->edges.count; i++) {
        const struct graph_edge *edge = &l->graph->edges.at[i];
        const struct graph_node *node =
            &l->graph->nodes.at[side == BELOW ? edge->from : edge->to];
        count += edge->back && node->rank == rank;
    }
    return count;
}

static void place_y(struct layout *l)
{
    double y = MARGIN;
    for (int rank = 0; rank < l->ranks; rank++) {
        double height = 0;
        for (size_t i = 0; i < l->rows[rank].count; i++) {
            const struct spot *spot = l->rows[rank].at[i];
            double own = spot->node != NONE
                             ? l->graph->nodes.at[spot->node].height
                         : spot->width > 2 ? LABEL_HEIGHT
                                           : 0;
            if (own > height) height = own;
        }
        y += turns_at(l, rank, ABOVE) * STUB;
        l->top[rank] = y;
        l->bottom[rank] = y + height;
        y += height + GAP_Y + turns_at(l, rank, BELOW) * STUB;
    }
    l->graph->height = y - GAP_Y + MARGIN;
}

// -- paths -------------------------------------------------------------------

// Nodes lie in the middle of their rank's height; those who leave a node share
// its width.
static double middle_of(const struct layout *l, int rank)
{
    return (l->top[rank] + l->bottom[rank]) / 2;
}

static void
curve_to(struct text *path, double x, double from, double to, double next)
{
    double half = (from + to) / 2;
    text_printf(path, "C%.1f %.1f %.1f %.1f %.1f %.1f", x, half, next, half,
                next, to);
}

static const char *
path_down(struct layout *l, struct graph_edge *edge, const row *chain)
{
    struct graph_node *from = &l->graph->nodes.at[edge->from];
    struct graph_node *to = &l->graph->nodes.at[edge->to];
    struct text path = {.arena = l->graph->arena};
    double x = from->x, y = from->y + from->height / 2;
    text_printf(&path, "M%.1f %.1f", x, y);
    for (size_t i = 0; i < chain->count; i++) {
        const struct spot *spot = chain->at[i];
        curve_to(&path, x, y, l->top[spot->rank], spot->x);
        text_printf(&path, "V%.1f", l->bottom[spot->rank]);
        x = spot->x;
        y = l->bottom[spot->rank];
    }
    curve_to(&path, x, y, to->y - to->height / 2, to->x);
    return path.at;
}

// Out at the bottom, right to the lane, up, left, and in at the top.
static const char *path_back(struct layout *l, struct graph_edge *edge,
                             const row *chain, const int *turn)
{
    struct graph_node *from = &l->graph->nodes.at[edge->from];
    struct graph_node *to = &l->graph->nodes.at[edge->to];
    double lane = chain->at[0]->x, c = CORNER;
    double x = from->x + from->width / 4, y = from->y + from->height / 2;
    double low = l->bottom[from->rank] + STUB * turn[0] + 2;
    double high = l->top[to->rank] - STUB * turn[1] - 6;
    double in = to->x + to->width / 4, end = to->y - to->height / 2;
    if (low < y + 2) low = y + 2;
    return arena_printf(
        l->graph->arena,
        "M%.1f %.1fV%.1fH%.1fQ%.1f %.1f %.1f %.1fV%.1fQ%.1f %.1f %.1f "
        "%.1fH%.1fV%.1f",
        x, y, low, lane - c, lane, low, lane, low - c, high + c, lane, high,
        lane - c, high, in, end);
}

static void
place_label(struct layout *l, struct graph_edge *edge, const row *chain)
{
    for (size_t i = 0; i < chain->count; i++) {
        const struct spot *spot = chain->at[i];
        if (spot->width <= 2) continue;
        edge->x = spot->x + (edge->back ? edge->label_width / 2 + 4 : 0);
        edge->y = middle_of(l, spot->rank);
    }
}

static void draw(struct layout *l)
{
    struct graph *graph = l->graph;
    int *turns =
        arena_alloc(graph->arena, (size_t)l->ranks * 2 * sizeof *turns);
    for (size_t i = 0; i < graph->nodes.count; i++) {
        graph->nodes.at[i].x = l->nodes[i]->x;
        graph->nodes.at[i].y = middle_of(l, graph->nodes.at[i].rank);
    }
    for (size_t i = 0; i < graph->edges.count; i++) {
        struct graph_edge *edge = &graph->edges.at[i];
        int from = graph->nodes.at[edge->from].rank;
        int to = graph->nodes.at[edge->to].rank;
        int turn[2] = {0};
        if (edge->back) turn[0] = turns[from * 2]++ + 1;
        if (edge->back) turn[1] = turns[to * 2 + 1]++ + 1;
        edge->path = edge->back ? path_back(l, edge, &l->chains[i], turn)
                                : path_down(l, edge, &l->chains[i]);
        if (edge->label_width > 0) place_label(l, edge, &l->chains[i]);
    }
    for (int rank = 0; rank < l->ranks; rank++)
        for (size_t i = 0; i < l->rows[rank].count; i++) {
            const struct spot *spot = l->rows[rank].at[i];
            double right = spot->x + spot->width / 2 + MARGIN;
            if (right > graph->width) graph->width = right;
        }
}

void graph_layout(struct graph *graph)
{
    struct layout l = {.graph = graph};
    size_t count = graph->nodes.count;
    enum visit *visits =
        arena_alloc(graph->arena, (count + 1) * sizeof *visits);
    for (size_t i = 0; i < count; i++)
        if (visits[i] == NEW) find_back(graph, i, visits);
    rank_nodes(graph);
    add_spots(&l);
    order(&l);
    place_x(&l);
    place_y(&l);
    draw(&l);
}
