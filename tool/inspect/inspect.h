// SPDX-License-Identifier: MIT
// inspect.h: the state machines for people to look at, and for programs.
#ifndef CSPCC_INSPECT_H
#define CSPCC_INSPECT_H

#include "tree/field.h"
#include "tree/tree.h"

// -- inspect/frames.c --------------------------------------------------------
// Each frame's fields with offset, size, and why they are there.
const char *inspect_frames(struct unit *unit);

// -- states.c, why.c, chart.c ------------------------------------------------
const char *inspect_states(struct unit *unit);
const char *inspect_why(struct unit *unit);
const char *inspect_chart(struct unit *unit); // for dot, or for Mermaid

// -- limit.c -----------------------------------------------------------------
// Reports frames larger than -Wcsp-frame-size and --frame-limit allow. As all
// of these, when every coroutine has been lowered.
void inspect_limits(struct unit *unit);

#endif
