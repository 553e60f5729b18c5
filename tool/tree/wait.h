// SPDX-License-Identifier: MIT
// wait.h: what a task may wait for.
#ifndef CSPCC_WAIT_H
#define CSPCC_WAIT_H

#include "tree/forms.h"

#include <stdint.h>

struct wait_kind {
    const char *enumerator; // of enum csp_point_kind
    const char *word;       // as people write it
    const char *waits_for;  // %s: the callee or the channel
};
const struct wait_kind *wait_kind(int point_kind);

// An operation that is one call of the runtime: with the task, with a node in
// the frame if it needs one, and with its operands, which are scalars; its
// result tells only whether it has failed.
struct wait_simple {
    enum op op;
    int kind; // enum csp_point_kind
    const char *runtime;
    const char *tag;  // of its states: SLEEP
    const char *name; // what its node's begins with, NULL: it has none
    const char *node; // the type of that
    int64_t size, align;
};
// NULL: it is no such operation.
const struct wait_simple *wait_simple(enum op op);

#endif
