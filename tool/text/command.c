// SPDX-License-Identifier: MIT
// command.c: how the preprocessor is called, with what cspcc puts before a
// file. Called by preprocess.c, probe.c and the driver.
#include "text/text.h"

static void add_dependency_args(const struct options *options,
                                struct arena *arena, strings *argv)
{
    for (size_t i = 0; i < options->deps.args.count; i++)
        vec_push(arena, argv, options->deps.args.at[i]);
    if (!options->deps.wanted || !options->deps.file) return;
    vec_push(arena, argv, "-MF");
    vec_push(arena, argv, options->deps.file);
}

static void add_own_header(const struct options *options, struct arena *arena,
                           strings *argv, const char *name)
{
    vec_push(arena, argv, "-include");
    vec_push(
        arena, argv,
        arena_printf(arena, "%s/%s", options->toolchain.include_dir, name));
}

strings command_preprocess(const struct options *options, struct arena *arena,
                           const char *input)
{
    strings argv = {0};
    vec_push(arena, &argv, options->toolchain.cc);
    vec_push(arena, &argv, "-E");
    add_own_header(options, arena, &argv, "csp/target.h");
    if (!options->toolchain.cc_is_clang)
        add_own_header(options, arena, &argv, "csp/gcc.h");
    add_own_header(options, arena, &argv, "csp_abi.h");
    for (size_t i = 0; i < options->args.front.count; i++)
        vec_push(arena, &argv, options->args.front.at[i]);
    add_dependency_args(options, arena, &argv);
    place_add_macro(arena, &argv);
    place_add_include(options, arena, &argv);
    vec_push(arena, &argv, "-D__CSPCC_PARSE__"); // annotations, with gcc too
    vec_push(arena, &argv, "-w"); // the check of the source has warned
    if (options->toolchain.cc_is_clang)
        vec_push(arena, &argv, "-fno-crash-diagnostics");
    if (diag_colours(options->warnings.colour))
        vec_push(arena, &argv, "-fdiagnostics-color=always");
    // Preprocessed text goes through once more, for csp_abi.h.
    vec_push(arena, &argv, "-x");
    vec_push(arena, &argv, "c");
    vec_push(arena, &argv, input);
    return argv;
}
