// SPDX-License-Identifier: MIT
// launch.c: what the user put before the compiler, ccache for instance. A build
// system that runs "cspcc --cc CC ..." says it by --launcher=WORD, for each of
// its words; the launcher then gets cspcc as the compiler, with the C compiler
// in one of its options. Called by main.c before the command line is read.
#include "driver/driver.h"
#include "cspcc_build.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char launcher_flag[] = "--launcher=";

static bool is_launcher(const char *arg)
{
    return arg && strncmp(arg, launcher_flag, strlen(launcher_flag)) == 0;
}

bool launch_wanted(char **argv)
{
    return is_launcher(argv[1]);
}

// ccache knows a compiler by its file, and cspcc is three: this one, whose
// build covers the passes and the headers, and the C compiler.
static void tell_ccache(const struct options *options)
{
    struct stat file = {0};
    const char *path = place_program(options->arena, options->toolchain.cc);
    if (path) stat(path, &file);
    const char *check = arena_printf(
        options->arena, "string:cspcc %s %s %s %lld %lld.%09ld", CSPCC_VERSION,
        CSPCC_BUILD, options->toolchain.cc, (long long)file.st_size,
        (long long)file.st_mtim.tv_sec, file.st_mtim.tv_nsec);
    setenv("CCACHE_COMPILERCHECK", check, false);
}

int launch_run(struct options *options, struct diag *diag, char **argv)
{
    strings words = {0};
    char **at = argv + 1;
    for (; is_launcher(*at); at++)
        vec_push(diag->arena, &words, *at + strlen(launcher_flag));
    if (!*at || strcmp(*at, "--cc") != 0 || !at[1]) {
        diag_error(diag, "behind '--launcher' must come '--cc' and a compiler");
        return 1;
    }
    options->toolchain.cc = at[1];
    vec_push(diag->arena, &words, place_self(diag->arena));
    vec_push(diag->arena, &words,
             arena_printf(diag->arena, "--cc=%s", options->toolchain.cc));
    for (at += 2; *at; at++)
        vec_push(diag->arena, &words, *at);
    tell_ccache(options);
    return child_exec(options, diag, &words);
}
