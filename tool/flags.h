// SPDX-License-Identifier: MIT
// flags.h: the options of the C compiler that cspcc must know, because they
// take the next argument, or because not every step may see them, or because
// they say what to do.
#ifndef CSPCC_FLAGS_H
#define CSPCC_FLAGS_H

#include "cspcc.h"

enum flag_shape {
    FLAG_EXACT,    // -c
    FLAG_JOINED,   // -std=c17
    FLAG_SEPARATE, // -Xlinker arg
    FLAG_EITHER,   // -Idir, -I dir
};
enum flag_act {
    ACT_NONE,
    ACT_ASSEMBLE,
    ACT_COLOUR_ALWAYS,
    ACT_COLOUR_AUTO,
    ACT_COLOUR_NEVER,
    ACT_COMPILE,
    ACT_DEPS,
    ACT_DEP_FILE,
    ACT_DEP_TARGET,
    ACT_DIRECT,
    ACT_EMIT_LLVM,
    ACT_ERROR_LIMIT,
    ACT_LANGUAGE,
    ACT_LINKER,
    ACT_NO_RUNTIME,
    ACT_EXPORT,
    ACT_NO_WARNINGS,
    ACT_NO_WERROR,
    ACT_OUTPUT,
    ACT_PLAIN,
    ACT_PREPROCESS,
    ACT_SANITIZE,
    ACT_SAVE_TEMPS,
    ACT_SHARED,
    ACT_SHOW,
    ACT_SYNTAX,
    ACT_VERBOSE,
    ACT_WERROR,
    ACT_WP,
    ACT_XCLANG,
};
struct flag {
    const char *flag;
    enum flag_shape shape;
    unsigned roles;
    enum flag_act act;
};

// The entry for an argument. Any other option goes to every step: the C
// compiler knows best, and rejects what it does not know.
const struct flag *flag_find(const char *arg);

#endif
