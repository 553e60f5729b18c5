// SPDX-License-Identifier: MIT
// place.c: what a file is called in the program, in its descriptors and
// reports: what __FILE__ would be there. Called by whoever prints C.
#include "lower/writer.h"

#include <string.h>

struct prefix {
    const char *old, *become;
    size_t length; // of old
    bool is_files; // -ffile-prefix-map
};

// -fmacro-prefix-map=OLD=NEW: gcc looks for the last =, clang for the first.
static struct prefix read_map(const struct options *options, const char *arg)
{
    const char *old = strchr(arg, '=') + 1;
    const char *end =
        options->toolchain.cc_is_clang ? strchr(old, '=') : strrchr(old, '=');
    if (!end) end = strchr(old, '\0'); // which no compiler takes
    return (struct prefix){old, *end ? end + 1 : end, (size_t)(end - old),
                           strncmp(arg, "-ffile", 6) == 0};
}

// Of two that fit, whether the later one counts: clang takes the longest, gcc
// the last one, but -ffile-prefix-map before the others.
static bool
is_better(const struct options *options, struct prefix map, struct prefix best)
{
    return options->toolchain.cc_is_clang ? map.length > best.length
                                          : map.is_files >= best.is_files;
}

const char *place_file(const struct unit *unit, const char *file)
{
    const strings *args = &unit->options->code.prefixes;
    struct prefix best = {.become = NULL};
    for (size_t i = 0; i < args->count; i++) {
        struct prefix map = read_map(unit->options, args->at[i]);
        if (strncmp(file, map.old, map.length) != 0) continue;
        if (!best.become || is_better(unit->options, map, best)) best = map;
    }
    const char *said =
        arena_printf(unit->arena, "%s%s", best.become ? best.become : "",
                     file + best.length);
    return text_quote(unit->arena, said);
}
