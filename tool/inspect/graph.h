// SPDX-License-Identifier: MIT
// graph.h: where the nodes and edges of a small directed graph come to lie in a
// picture. Knows nothing of state machines.
#ifndef CSPCC_GRAPH_H
#define CSPCC_GRAPH_H

#include "base/base.h"

struct graph_node {
    double width, height;
    double x, y; // graph_layout: its middle
    int rank;    // graph_layout
};
struct graph_edge {
    size_t from, to;
    double label_width; // 0: it has no label
    bool back;          // graph_layout: it leads up, or to its own node
    const char *path;   // graph_layout: as SVG's <path d>
    double x, y;        // graph_layout: the label's middle
};
// Node 0 is the start; it comes on top.
struct graph {
    struct arena *arena;
    VEC(struct graph_node) nodes;
    VEC(struct graph_edge) edges;
    double width, height; // graph_layout
    size_t crossings;     // graph_layout: of edges that lead down
};
void graph_layout(struct graph *graph);

#endif
