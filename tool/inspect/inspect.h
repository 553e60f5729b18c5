// SPDX-License-Identifier: MIT
// inspect.h: the state machines for people to look at, and for programs.
#ifndef CSPCC_INSPECT_H
#define CSPCC_INSPECT_H

#include "tree/field.h"
#include "tree/tree.h"

// -- inspect/frames.c --------------------------------------------------------
// Each frame's fields with offset, size, and why they are there.
const char *inspect_frames(struct unit *unit);

#endif
