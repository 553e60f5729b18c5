// SPDX-License-Identifier: MIT
// silent.c: most sources are checked to say nothing about them. libclang, which
// is loaded anyway, finds that out in half the time that clang takes, most of
// which it needs to start; what there is to say, clang says. Only where both
// are of one build, and only with options that are known to change nothing but
// what is said, or the language: what writes a file is clang's own.
#include "driver/driver.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

// Whole options, beginnings of some, and some with a word behind them.
static const char *const exact[] = {
    "-ansi",         "-fblocks",    "-fcommon",
    "-fPIC",         "-fpic",       "-fPIE",
    "-fpie",         "-fwrapv",     "-fms-extensions",
    "-fshort-enums", "-flto",       "-fstrict-aliasing",
    "-fsigned-char", "-w",          "-funsigned-char",
    "-fsyntax-only", "-nostdinc",   "-ffunction-sections",
    "-pedantic",     "-pthread",    "-fdata-sections",
    "-fexceptions",  "-fopenmp",    "-fomit-frame-pointer",
    "-pipe",         "-ffast-math", "-pedantic-errors",
};
static const char *const beginnings[] = {
    "-D",
    "-I",
    "-O",
    "-U",
    "-W",
    "-fno-",
    "-march=",
    "-mtune=",
    "-fsanitize=",
    "-std=",
    "-stdlib=",
    "-fvisibility=",
    "-ferror-limit=",
    "-fstack-protector",
    "-fdiagnostics-color",
};
static const char *const with_word[] = {
    "-D", "-I", "-U", "-include", "-idirafter", "-iquote", "-isystem", "-x",
};

static bool starts(const char *arg, const char *with)
{
    return strncmp(arg, with, strlen(with)) == 0;
}

// -g and its levels, not what splits debug information.
static bool is_debug(const char *arg)
{
    return starts(arg, "-g") && (strlen(arg) < 3 || strchr("0123", arg[2]));
}

// How many words a harmless option takes; 0: not known to be harmless.
static size_t harmless(const char *arg)
{
    for (size_t i = 0; i < sizeof with_word / sizeof *with_word; i++)
        if (strcmp(arg, with_word[i]) == 0) return 2;
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
        if (strcmp(arg, exact[i]) == 0) return 1;
    bool passed_on = arg[0] == '-' && arg[1] == 'W' && arg[2] && arg[3] == ',';
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (starts(arg, beginnings[i])) return passed_on ? 0 : 1;
    return is_debug(arg);
}

// The C compiler is the clang that this libclang is of.
static const char *own_clang(const struct options *options)
{
    char ours[PATH_MAX], cc[PATH_MAX];
    const char *path = place_program(options->arena, options->toolchain.cc);
    bool same = path && realpath(CSPCC_DEFAULT_CC, ours) &&
                realpath(path, cc) && strcmp(ours, cc) == 0;
    return same ? path : NULL;
}

bool silent_may_be(const struct options *options, strings *argv)
{
    // clang itself edits its options by this.
    if (options->job.verbose || getenv("CCC_OVERRIDE_OPTIONS")) return false;
    for (size_t i = 1, words; i + 1 < argv->count; i += words) {
        words = harmless(argv->at[i]);
        if (!words || i + words >= argv->count) return false;
    }
    const char *clang = own_clang(options);
    if (!clang || argv->at[argv->count - 1][0] == '-') return false;
    argv->at[0] = clang;
    return true;
}

struct asked {
    const struct front *front;
    const strings *argv;
};

static bool is_silent(void *argument)
{
    const struct asked *asked = argument;
    return asked->front->is_silent(asked->argv);
}

pid_t silent_begin(const struct front *front, const strings *argv)
{
    struct asked asked = {front, argv};
    return child_fork(is_silent, &asked);
}
