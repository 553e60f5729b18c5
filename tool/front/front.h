// SPDX-License-Identifier: MIT
// front.h: what the command calls of front.so, the module that has libclang in
// it. Loading it takes as long as compiling a small file, so it is loaded when
// a file uses csp.h, while the preprocessor runs; see driver/load.c.
#ifndef CSPCC_FRONT_H
#define CSPCC_FRONT_H

#include "said/said.h"
#include "tree/tree.h"

struct front {
    size_t layout; // FRONT_LAYOUT of its build
    // Parses the source and fills unit: functions with their trees; libclang
    // is done with then. false: there were errors, and they have been reported.
    bool (*parse)(struct unit *unit);
    mistakes_typing *typing;
    // What the command of clang's says, -fsyntax-only, says this libclang too:
    // true if that is nothing.
    bool (*is_silent)(const strings *argv);
};
// Differs between builds that know the tree by other structs.
#define FRONT_LAYOUT                                                           \
    (sizeof(struct unit) + 3 * sizeof(struct fn) + 5 * sizeof(struct var) +    \
     7 * sizeof(struct expr) + 11 * sizeof(struct stmt) +                      \
     13 * sizeof(struct options) + 17 * sizeof(struct type))
#define FRONT_TABLE "front_table" // the name of a const struct front

#endif
