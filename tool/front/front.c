// SPDX-License-Identifier: MIT
// front.c: the door of the module: driver/load.c looks for this table, and
// nothing else of the module has a name outside of it.
#include "front/front.h"
#include "front/inside.h"

extern const struct front front_table;
const struct front front_table = {
    .layout = FRONT_LAYOUT,
    .parse = clang_parse,
    .typing = typing_forms,
    .is_silent = clang_is_silent,
};
