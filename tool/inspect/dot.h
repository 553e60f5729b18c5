// SPDX-License-Identifier: MIT
// dot.h: layouts of graphs by Graphviz.
#ifndef CSPCC_DOT_H
#define CSPCC_DOT_H

#include "inspect/graph.h"

// As graph_layout, of all of them, by Graphviz' dot; false: it is not there, or
// something went wrong, and graph_layout has to do it.
struct options;
bool dot_layout(const struct options *options, struct graph *graphs,
                size_t count);

#endif
