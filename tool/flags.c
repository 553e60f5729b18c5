// SPDX-License-Identifier: MIT
// flags.c: the table of the C compiler's options; see flags.h.
#include "flags.h"

#include <string.h>

// Short words for the table. An enum of its own would be another type.
#define EXACT FLAG_EXACT
#define JOINED FLAG_JOINED
#define SEPARATE FLAG_SEPARATE
#define EITHER FLAG_EITHER
enum {
    ALL = ARG_FRONT | ARG_CODE | ARG_LINK,
    FRONT = ARG_FRONT,
    CODE = ARG_CODE,
    LINK = ARG_LINK,
    DEPS = ARG_DEPS,
    MODE = ARG_MODE,
};

// The first one that fits counts, so a longer flag stands before a shorter one.
static const struct flag flags[] = {
    // What to do.
    {"-c", EXACT, MODE, ACT_ASSEMBLE},
    {"-S", EXACT, MODE, ACT_COMPILE},
    {"-E", EXACT, MODE, ACT_PREPROCESS},
    {"-fsyntax-only", EXACT, MODE, ACT_SYNTAX},
    {"-o", EITHER, MODE, ACT_OUTPUT},
    {"--output", SEPARATE, MODE, ACT_OUTPUT},
    {"-x", EITHER, MODE, ACT_LANGUAGE},
    {"-###", EXACT, MODE, ACT_SHOW},
    {"-v", EXACT, CODE | LINK, ACT_VERBOSE},
    {"-emit-llvm", EXACT, CODE | LINK, ACT_EMIT_LLVM},
    {"-save-temps", EXACT, CODE | LINK, ACT_SAVE_TEMPS},
    {"--save-temps", EXACT, CODE | LINK, ACT_SAVE_TEMPS},
    {"-save-temps=", JOINED, CODE | LINK, ACT_SAVE_TEMPS},
    // Dependencies.
    {"-MD", EXACT, DEPS, ACT_DEPS},
    {"-MMD", EXACT, DEPS, ACT_DEPS},
    {"-MP", EXACT, DEPS, ACT_NONE},
    {"-MV", EXACT, DEPS, ACT_NONE},
    {"-MF", EITHER, MODE, ACT_DEP_FILE},
    {"-MT", EITHER, DEPS, ACT_DEP_TARGET},
    {"-MQ", EITHER, DEPS, ACT_DEP_TARGET},
    {"-MJ", EITHER, MODE, ACT_NONE},
    {"-MG", EXACT, MODE, ACT_PLAIN},
    {"-MM", EXACT, MODE, ACT_PLAIN},
    {"-M", EXACT, MODE, ACT_PLAIN},
    // Questions to the compiler, and languages of its own.
    {"-print-", JOINED, MODE, ACT_PLAIN},
    {"--print-", JOINED, MODE, ACT_PLAIN},
    {"-dump", JOINED, MODE, ACT_PLAIN},
    {"-cc1", JOINED, MODE, ACT_PLAIN},
    {"--analyze", EXACT, MODE, ACT_PLAIN},
    {"-emit-ast", EXACT, MODE, ACT_PLAIN},
    {"-ccc-print-phases", EXACT, MODE, ACT_PLAIN},
    {"-ccc-print-bindings", EXACT, MODE, ACT_PLAIN},
    // Preprocessing.
    {"-include-pch", SEPARATE, MODE, ACT_NONE},
    {"-include", EITHER, FRONT, ACT_NONE},
    {"-imacros", EITHER, FRONT, ACT_NONE},
    {"-isystem-after", EITHER, FRONT, ACT_NONE},
    {"-isystem", EITHER, FRONT, ACT_NONE},
    {"-iquote", EITHER, FRONT, ACT_NONE},
    {"-idirafter", EITHER, FRONT, ACT_NONE},
    {"-iwithprefixbefore", EITHER, FRONT, ACT_NONE},
    {"-iwithprefix", EITHER, FRONT, ACT_NONE},
    {"-iprefix", EITHER, FRONT, ACT_NONE},
    {"-iframework", EITHER, FRONT, ACT_NONE},
    {"-imultilib", SEPARATE, FRONT, ACT_NONE},
    {"-ivfsoverlay", EITHER, FRONT, ACT_NONE},
    {"-isysroot", EITHER, ALL, ACT_NONE},
    {"-Xpreprocessor", SEPARATE, FRONT, ACT_NONE},
    {"-nostdinc", EXACT, FRONT, ACT_NONE},
    {"-undef", EXACT, FRONT, ACT_NONE},
    {"-trigraphs", EXACT, FRONT, ACT_NONE},
    {"-I", EITHER, FRONT, ACT_NONE},
    {"-D", EITHER, FRONT, ACT_NONE},
    {"-U", EITHER, FRONT, ACT_NONE},
    // Warnings.
    {"-Werror", EXACT, FRONT, ACT_WERROR},
    {"-Wno-error", EXACT, FRONT | CODE, ACT_NO_WERROR},
    {"-Wa,", JOINED, CODE, ACT_NONE},
    {"-Wl,", JOINED, LINK, ACT_LINKER},
    {"-Wp,", JOINED, FRONT, ACT_WP},
    {"-Wno-", JOINED, FRONT | CODE, ACT_NONE}, // even -w keeps some errors
    {"-W", JOINED, FRONT, ACT_NONE},
    {"-w", EXACT, FRONT, ACT_NO_WARNINGS},
    {"-pedantic", JOINED, FRONT, ACT_NONE},
    {"-fcolor-diagnostics", EXACT, ALL, ACT_COLOUR_ALWAYS},
    {"-fdiagnostics-color", EXACT, ALL, ACT_COLOUR_ALWAYS},
    {"-fdiagnostics-color=always", EXACT, ALL, ACT_COLOUR_ALWAYS},
    {"-fdiagnostics-color=auto", EXACT, ALL, ACT_COLOUR_AUTO},
    {"-fdiagnostics-color=never", EXACT, ALL, ACT_COLOUR_NEVER},
    {"-fno-color-diagnostics", EXACT, ALL, ACT_COLOUR_NEVER},
    {"-fno-diagnostics-color", EXACT, ALL, ACT_COLOUR_NEVER},
    {"-ferror-limit=", JOINED, FRONT, ACT_ERROR_LIMIT},
    {"-fmax-errors=", JOINED, FRONT, ACT_ERROR_LIMIT},
    // Code.
    {"-std", JOINED, FRONT | CODE, ACT_NONE},
    {"--std", JOINED, FRONT | CODE, ACT_NONE},
    {"-fsanitize=", JOINED, ALL, ACT_SANITIZE},
    {"-fno-sanitize=", JOINED, ALL, ACT_SANITIZE},
    {"-Xassembler", SEPARATE, CODE, ACT_NONE},
    {"-Xclang", SEPARATE, FRONT | CODE, ACT_XCLANG},
    {"-Xanalyzer", SEPARATE, FRONT, ACT_NONE},
    {"-mllvm", SEPARATE, CODE | LINK, ACT_NONE},
    {"--param", SEPARATE, ALL, ACT_NONE},
    {"-arch", SEPARATE, ALL, ACT_NONE},
    {"-target", SEPARATE, ALL, ACT_NONE},
    {"-B", EITHER, ALL, ACT_NONE},
    {"--sysroot", SEPARATE, ALL, ACT_NONE},
    {"--config", SEPARATE, ALL, ACT_NONE},
    {"-gcc-toolchain", SEPARATE, ALL, ACT_NONE},
    {"-working-directory", SEPARATE, ALL, ACT_NONE},
    {"-wrapper", SEPARATE, ALL, ACT_NONE},
    {"-aux-info", SEPARATE, CODE, ACT_DIRECT},
    {"-dumpbase", SEPARATE, CODE, ACT_DIRECT},
    {"-dumpbase-ext", SEPARATE, CODE, ACT_DIRECT},
    {"-dumpdir", SEPARATE, CODE, ACT_DIRECT},
    {"-serialize-diagnostics", SEPARATE, FRONT, ACT_NONE},
    {"--serialize-diagnostics", SEPARATE, FRONT, ACT_NONE},
    {"-gsplit-dwarf", JOINED, CODE | LINK, ACT_DIRECT},
    {"--coverage", EXACT, CODE | LINK, ACT_DIRECT},
    {"-coverage", EXACT, CODE | LINK, ACT_DIRECT},
    {"-ftest-coverage", EXACT, CODE | LINK, ACT_DIRECT},
    {"-fprofile-", JOINED, CODE | LINK, ACT_DIRECT},
    {"-fstack-usage", EXACT, CODE, ACT_DIRECT},
    {"-ftime-trace", JOINED, CODE, ACT_DIRECT},
    {"-fsave-optimization-record", JOINED, CODE, ACT_DIRECT},
    {"-fcallgraph-info", JOINED, CODE, ACT_DIRECT},
    {"-fdump-", JOINED, CODE, ACT_DIRECT},
    // Linking.
    {"-Xlinker", SEPARATE, LINK, ACT_LINKER},
    {"-L", EITHER, LINK, ACT_NONE},
    {"-l", EITHER, LINK, ACT_NONE},
    {"-T", EITHER, LINK, ACT_NONE},
    {"-u", EITHER, LINK, ACT_NONE},
    {"-z", EITHER, LINK, ACT_LINKER},
    {"-e", SEPARATE, LINK, ACT_NONE},
    {"-framework", SEPARATE, LINK, ACT_NONE},
    {"-undefined", SEPARATE, LINK, ACT_NONE},
    {"-install_name", SEPARATE, LINK, ACT_NONE},
    {"-rpath", SEPARATE, LINK, ACT_NONE},
    {"-shared", EXACT, LINK, ACT_SHARED},
    {"--shared", EXACT, LINK, ACT_SHARED},
    {"-dynamiclib", EXACT, LINK, ACT_SHARED},
    {"-bundle", EXACT, LINK, ACT_SHARED},
    {"-r", EXACT, LINK, ACT_NO_RUNTIME},
    {"-nostdlib", EXACT, LINK, ACT_NO_RUNTIME},
    {"-nodefaultlibs", EXACT, LINK, ACT_NO_RUNTIME},
    {"-nolibc", EXACT, LINK, ACT_NO_RUNTIME},
    {"-nostartfiles", EXACT, LINK, ACT_NONE},
    {"-static", JOINED, LINK, ACT_NONE},
    {"--static", EXACT, LINK, ACT_NONE},
    {"-shared-lib", JOINED, LINK, ACT_NONE},
    {"-rdynamic", EXACT, LINK, ACT_EXPORT},
    {"-pie", EXACT, LINK, ACT_NONE},
    {"-no-pie", EXACT, LINK, ACT_NONE},
    {"-s", EXACT, LINK, ACT_NONE},
    {"-fuse-ld=", JOINED, LINK, ACT_NONE},
    {"--ld-path=", JOINED, LINK, ACT_NONE},
    {"-rtlib=", JOINED, LINK, ACT_NONE},
    {"--rtlib=", JOINED, LINK, ACT_NONE},
    {"-unwindlib=", JOINED, LINK, ACT_NONE},
};
enum { FLAG_COUNT = sizeof flags / sizeof flags[0] };

static const struct flag any_flag = {"", JOINED, ALL, ACT_NONE};

const struct flag *flag_find(const char *arg)
{
    for (int i = 0; i < FLAG_COUNT; i++) {
        const struct flag *option = &flags[i];
        bool whole = option->shape == EXACT || option->shape == SEPARATE;
        if (whole ? strcmp(arg, option->flag) == 0
                  : strncmp(arg, option->flag, strlen(option->flag)) == 0)
            return option;
    }
    return &any_flag;
}
