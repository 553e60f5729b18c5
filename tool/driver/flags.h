// SPDX-License-Identifier: MIT
// flags.h: the options of the C compiler that cspcc must know, because they
// take the next argument, or because not every step may see them, or because
// they say what to do.
#ifndef CSPCC_FLAGS_H
#define CSPCC_FLAGS_H

#include "driver/driver.h"

enum flag_shape {
    FLAG_EXACT,           // -c
    FLAG_JOINED,          // -std=c17
    FLAG_SEPARATE,        // -Xlinker arg
    FLAG_EITHER,          // -Idir, -I dir
    FLAG_JOINED_SEPARATE, // -Xarch_host arg
};
enum flag_act {
    ACT_NONE,
    ACT_ASSEMBLE,
    ACT_COLOUR_ALWAYS,
    ACT_COLOUR_AUTO,
    ACT_COLOUR_NEVER,
    ACT_COMPILE,
    ACT_COVERAGE,
    ACT_DEPS,
    ACT_DEP_FILE,
    ACT_DEP_TARGET,
    ACT_DATABASE,
    ACT_DIRECT,
    ACT_EMIT_LLVM,
    ACT_ERROR_LIMIT,
    ACT_INCLUDE,
    ACT_LANGUAGE,
    ACT_LINKER,
    ACT_NO_COVERAGE,
    ACT_NO_PACK,
    ACT_NO_RUNTIME,
    ACT_EXPORT,
    ACT_NO_WARNINGS,
    ACT_NO_WERROR,
    ACT_OUTPUT,
    ACT_PACK,
    ACT_PLAIN,
    ACT_PLAN9,
    ACT_PRECOMPILED,
    ACT_PREFIX_MAP,
    ACT_PREPROCESS,
    ACT_RUNTIME_ALONE,
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
// The short form of an option that has a long one too, with the value that is
// joined to that: -D and X for --define-macro=X. Else the argument itself.
// `value` NULL: there is none.
const char *flag_short(const char *arg, const char **value);

// What no file that uses csp.h can be compiled with, and why.
struct refusal {
    const char *flag; // of that beginning
    const char *why;
};
// NULL: it can be.
const struct refusal *flag_refused(const char *arg);
// The sanitizer in `-fsanitize=LIST` that is refused, of so many letters; NULL:
// none.
const char *flag_sanitizer_refused(const char *list, size_t *length);
extern const char flag_sanitizer_why[];

#endif
