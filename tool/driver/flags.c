// SPDX-License-Identifier: MIT
// flags.c: the table of the C compiler's options; see flags.h.
#include "driver/flags.h"

#include <string.h>

// Short words for the table. An enum of its own would be another type.
#define EXACT FLAG_EXACT
#define JOINED FLAG_JOINED
#define SEPARATE FLAG_SEPARATE
#define EITHER FLAG_EITHER
#define JOINED_SEPARATE FLAG_JOINED_SEPARATE
enum {
    ALL = ARG_FRONT | ARG_CODE | ARG_LINK,
    LANGUAGE = ALL | ARG_PARSE,
    CHECK = ARG_CHECK,
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
    {"-MJ", EITHER, 0, ACT_DATABASE},
    {"-MG", EXACT, MODE, ACT_PLAIN},
    {"-MM", EXACT, MODE, ACT_PLAIN},
    {"-M", EXACT, MODE, ACT_PLAIN},
    // Questions to the compiler, and languages of its own.
    {"-print-ivar-layout", EXACT, CODE, ACT_NONE},
    {"-print-rocm-search-dirs", EXACT, CHECK, ACT_NONE},
    {"-print-", JOINED, MODE, ACT_PLAIN},
    {"--print-", JOINED, MODE, ACT_PLAIN},
    {"-dumpbase-ext", SEPARATE, CODE, ACT_DIRECT},
    {"-dumpbase", SEPARATE, CODE, ACT_DIRECT},
    {"-dumpdir", SEPARATE, CODE, ACT_DIRECT},
    {"-dumpfullversion", EXACT, MODE, ACT_PLAIN},
    {"-dumpmachine", EXACT, MODE, ACT_PLAIN},
    {"-dumpspecs", EXACT, MODE, ACT_PLAIN},
    {"-dumpversion", EXACT, MODE, ACT_PLAIN},
    {"-help", JOINED, MODE, ACT_PLAIN},
    {"--dumpbase-ext", SEPARATE, CODE, ACT_DIRECT},
    {"--dumpbase", SEPARATE, CODE, ACT_DIRECT},
    {"--dumpdir", SEPARATE, CODE, ACT_DIRECT},
    {"-fhelp", JOINED, MODE, ACT_PLAIN},
    {"-ftarget-help", EXACT, MODE, ACT_PLAIN},
    {"-fversion", EXACT, MODE, ACT_PLAIN},
    {"--help-", JOINED, MODE, ACT_PLAIN},
    {"--help=", JOINED, MODE, ACT_PLAIN},
    {"--target-help", EXACT, MODE, ACT_PLAIN},
    {"--autocomplete=", JOINED, MODE, ACT_PLAIN},
    {"-cc1", JOINED, MODE, ACT_PLAIN},
    {"--analyze", EXACT, MODE, ACT_PLAIN},
    {"-emit-ast", EXACT, MODE, ACT_PLAIN},
    {"--precompile", EXACT, MODE, ACT_PLAIN},
    {"-module-file-info", EXACT, MODE, ACT_PLAIN},
    {"-extract-api", EXACT, MODE, ACT_PLAIN},
    {"-verify-pch", EXACT, MODE, ACT_PLAIN},
    {"-fdriver-only", EXACT, MODE, ACT_PLAIN},
    {"-ccc-print-phases", EXACT, MODE, ACT_PLAIN},
    {"-ccc-print-bindings", EXACT, MODE, ACT_PLAIN},
    // How -E prints, which only -E is to know: the text must have its lines.
    {"-P", EXACT, MODE, ACT_NONE},
    {"-C", EXACT, CHECK, ACT_NONE},
    {"-CC", EXACT, CHECK, ACT_NONE},
    {"-dD", EXACT, MODE, ACT_NONE},
    {"-dI", EXACT, MODE, ACT_NONE},
    {"-dM", EXACT, MODE, ACT_NONE},
    {"-dN", EXACT, MODE, ACT_NONE},
    {"-dU", EXACT, MODE, ACT_NONE},
    {"-fdebug-cpp", EXACT, MODE, ACT_NONE},
    {"-fdirectives-only", EXACT, CHECK, ACT_NONE},
    {"-fminimize-whitespace", EXACT, CHECK, ACT_NONE},
    {"-fkeep-system-includes", EXACT, CHECK, ACT_NONE},
    {"-fuse-line-directives", EXACT, CHECK, ACT_NONE},
    // Modules, which are read as the text of their headers.
    {"-fmodules-user-build-path", SEPARATE, CHECK, ACT_NONE},
    {"-fmodule", JOINED, CHECK, ACT_NONE},
    {"-fno-module", JOINED, CHECK, ACT_NONE},
    {"-fcxx-modules", EXACT, CHECK, ACT_NONE},
    {"-fimplicit-module", JOINED, CHECK, ACT_NONE},
    {"-fbuiltin-module-map", EXACT, CHECK, ACT_NONE},
    {"-fprebuilt-", JOINED, CHECK, ACT_NONE},
    // Preprocessing.
    {"-include-pch", SEPARATE, MODE, ACT_PRECOMPILED},
    {"-include-pth", SEPARATE, MODE, ACT_NONE},
    {"-include", EITHER, FRONT, ACT_INCLUDE},
    {"-imacros", EITHER, FRONT, ACT_NONE},
    {"-isystem-after", EITHER, FRONT, ACT_NONE},
    {"-isystem", EITHER, FRONT, ACT_NONE},
    {"-iquote", EITHER, FRONT, ACT_NONE},
    {"-idirafter", EITHER, FRONT, ACT_NONE},
    {"-iwithprefixbefore", EITHER, FRONT, ACT_NONE},
    {"-iwithprefix", EITHER, FRONT, ACT_NONE},
    {"-iprefix", EITHER, FRONT, ACT_NONE},
    {"-imultilib", SEPARATE, FRONT, ACT_NONE},
    {"-iframeworkwithsysroot", EITHER, FRONT, ACT_NONE},
    {"-iframework", EITHER, FRONT, ACT_NONE},
    {"-iwithsysroot", EITHER, FRONT, ACT_NONE},
    {"-iapinotes-modules", EITHER, FRONT, ACT_NONE},
    {"-cxx-isystem", EITHER, FRONT, ACT_NONE},
    {"-stdlib++-isystem", EITHER, FRONT, ACT_NONE},
    {"-ivfsoverlay", EITHER, FRONT, ACT_NONE},
    {"-vfsoverlay", EITHER, FRONT, ACT_NONE},
    {"-F", EITHER, FRONT | LINK, ACT_NONE},
    {"-A", EITHER, FRONT, ACT_NONE},
    {"-finput-charset=", JOINED, FRONT, ACT_NONE},
    {"-dependency-dot", SEPARATE, FRONT, ACT_NONE},
    {"-dependency-file", SEPARATE, FRONT, ACT_NONE},
    {"-module-dependency-dir", SEPARATE, FRONT, ACT_NONE},
    {"-arcmt-migrate-report-output", SEPARATE, FRONT, ACT_NONE},
    {"-gen-cdb-fragment-path", SEPARATE, MODE, ACT_NONE},
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
    {"-Winvalid-pch", EXACT, MODE, ACT_NONE}, // none is used
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
    // The language, which libclang has to know.
    {"-std=", JOINED, FRONT | CODE | ARG_PARSE, ACT_NONE},
    {"-ansi", EXACT, FRONT | CODE | ARG_PARSE, ACT_NONE},
    {"-funsigned-bitfields", EXACT, ALL, ACT_NONE}, // in no clang
    {"-fplan9-extensions", EXACT, ALL, ACT_PLAN9},
    {"-fsigned-char", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-signed-", JOINED, LANGUAGE, ACT_NONE},
    {"-funsigned-", JOINED, LANGUAGE, ACT_NONE},
    {"-fno-unsigned-", JOINED, LANGUAGE, ACT_NONE},
    {"-fshort-", JOINED, LANGUAGE, ACT_NONE},
    {"-fno-short-", JOINED, LANGUAGE, ACT_NONE},
    {"-fpack-struct", JOINED, LANGUAGE, ACT_PACK},
    {"-fno-pack-struct", EXACT, LANGUAGE, ACT_NO_PACK},
    {"-fms-", JOINED, LANGUAGE, ACT_NONE},
    {"-fno-ms-", JOINED, LANGUAGE, ACT_NONE},
    {"-fmsc-version=", JOINED, LANGUAGE, ACT_NONE},
    {"-fborland-extensions", EXACT, LANGUAGE, ACT_NONE},
    {"-fdeclspec", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-declspec", EXACT, LANGUAGE, ACT_NONE},
    {"-fgnu89-inline", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-gnu89-inline", EXACT, LANGUAGE, ACT_NONE},
    {"-fcommon", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-common", EXACT, LANGUAGE, ACT_NONE},
    {"-fbuiltin", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-builtin", JOINED, LANGUAGE, ACT_NONE},
    {"-ffreestanding", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-knr-functions", EXACT, LANGUAGE, ACT_NONE},
    {"-fopenmp", JOINED, LANGUAGE, ACT_NONE},
    {"-fwrapv", EXACT, LANGUAGE, ACT_NONE},
    {"-ftrapv", EXACT, LANGUAGE, ACT_NONE},
    {"-fblocks", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-blocks", EXACT, LANGUAGE, ACT_NONE},
    {"-fasm", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-asm", EXACT, LANGUAGE, ACT_NONE},
    {"-fgnu-keywords", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-gnu-keywords", EXACT, LANGUAGE, ACT_NONE},
    {"-fenable-matrix", EXACT, LANGUAGE, ACT_NONE},
    {"-ffixed-point", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-fixed-point", EXACT, LANGUAGE, ACT_NONE},
    {"-flax-vector-conversions", JOINED, LANGUAGE, ACT_NONE},
    {"-fno-lax-vector-conversions", EXACT, LANGUAGE, ACT_NONE},
    {"-fpascal-strings", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-pascal-strings", EXACT, LANGUAGE, ACT_NONE},
    {"-fwritable-strings", EXACT, LANGUAGE, ACT_NONE},
    {"-fdollars-in-identifiers", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-dollars-in-identifiers", EXACT, LANGUAGE, ACT_NONE},
    {"-fdigraphs", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-digraphs", EXACT, LANGUAGE, ACT_NONE},
    {"-fforce-enable-int128", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-force-enable-int128", EXACT, LANGUAGE, ACT_NONE},
    {"-fmax-type-align=", JOINED, LANGUAGE, ACT_NONE},
    {"-fstrict-flex-arrays=", JOINED, LANGUAGE, ACT_NONE},
    {"-fxl-pragma-pack", EXACT, LANGUAGE, ACT_NONE},
    {"-fapple-pragma-pack", EXACT, LANGUAGE, ACT_NONE},
    {"-fexperimental-late-parse-attributes", EXACT, LANGUAGE, ACT_NONE},
    {"-fexperimental-openacc-macro-override", SEPARATE, ALL, ACT_NONE},
    {"-fdouble-square-bracket-attributes", EXACT, LANGUAGE, ACT_NONE},
    {"-fno-double-square-bracket-attributes", EXACT, LANGUAGE, ACT_NONE},
    {"-fdefer-ts", EXACT, LANGUAGE, ACT_NONE},
    {"-fclang-abi-compat=", JOINED, LANGUAGE, ACT_NONE},
    {"-fbracket-depth=", JOINED, LANGUAGE, ACT_NONE},
    {"-target", SEPARATE, ALL, ACT_NONE},
    {"--target=", JOINED, ALL, ACT_NONE},
    {"--config=", JOINED, LANGUAGE, ACT_NONE},
    {"--config", SEPARATE, LANGUAGE, ACT_NONE},
    // Code.
    {"-fsanitize=", JOINED, ALL, ACT_SANITIZE},
    {"-fno-sanitize=", JOINED, ALL, ACT_SANITIZE},
    {"-Xassembler", SEPARATE, CODE, ACT_NONE},
    {"--for-assembler", SEPARATE, CODE, ACT_NONE},
    {"--for-assembler=", JOINED, CODE, ACT_NONE},
    {"-Xclang", SEPARATE, FRONT | CODE, ACT_XCLANG},
    {"-Xclang=", JOINED, FRONT | CODE, ACT_NONE},
    {"-Xanalyzer", SEPARATE, FRONT, ACT_NONE},
    {"--analyzer-output", EITHER, FRONT, ACT_NONE},
    {"-Xarch_", JOINED_SEPARATE, ALL, ACT_NONE},
    {"-Xcuda-", JOINED_SEPARATE, ALL, ACT_NONE},
    {"-Xopenmp-target", JOINED_SEPARATE, ALL, ACT_NONE},
    {"-Xoffload-linker", JOINED_SEPARATE, ALL, ACT_NONE},
    {"-mllvm", SEPARATE, CODE | LINK, ACT_NONE},
    {"-mmlir", SEPARATE, ALL, ACT_NONE},
    {"-meabi", SEPARATE, ALL, ACT_NONE},
    {"-mthread-model", SEPARATE, ALL, ACT_NONE},
    {"-mrtd", EXACT, FRONT | CODE, ACT_NONE}, // not of 64 bits
    {"-m", JOINED, LANGUAGE, ACT_NONE},
    {"--param", SEPARATE, ALL, ACT_NONE},
    {"-arch", SEPARATE, ALL, ACT_NONE},
    {"-G", EITHER, ALL, ACT_NONE},
    {"-B", EITHER, ALL, ACT_NONE},
    {"-b", SEPARATE, ALL, ACT_NONE},
    {"--sysroot", SEPARATE, ALL, ACT_NONE},
    {"-resource-dir", SEPARATE, ALL, ACT_NONE},
    {"-gcc-toolchain", SEPARATE, ALL, ACT_NONE},
    {"-ccc-install-dir", SEPARATE, ALL, ACT_NONE},
    {"-ccc-gcc-name", SEPARATE, ALL, ACT_NONE},
    {"-darwin-target-variant-triple", SEPARATE, ALL, ACT_NONE},
    {"-darwin-target-variant", SEPARATE, ALL, ACT_NONE},
    {"-dsym-dir", EITHER, ALL, ACT_NONE},
    {"-hlsl-entry", SEPARATE, ALL, ACT_NONE},
    {"-wrapper", SEPARATE, ALL, ACT_NONE},
    {"-aux-info", SEPARATE, CODE, ACT_DIRECT},
    {"-serialize-diagnostics", SEPARATE, FRONT, ACT_NONE},
    {"--serialize-diagnostics", SEPARATE, FRONT, ACT_NONE},
    {"-gsplit-dwarf", JOINED, CODE | LINK, ACT_DIRECT},
    {"-g", JOINED, CHECK | CODE | LINK, ACT_NONE}, // gcc -g3 -E shows macros
    {"--coverage", EXACT, CODE | LINK, ACT_DIRECT},
    {"-coverage", EXACT, CODE | LINK, ACT_DIRECT},
    {"-ftest-coverage", EXACT, CODE | LINK, ACT_DIRECT},
    {"-fprofile-", JOINED, ALL, ACT_DIRECT},
    {"-ffile-prefix-map=", JOINED, ALL, ACT_PREFIX_MAP},
    {"-fmacro-prefix-map=", JOINED, ALL, ACT_PREFIX_MAP},
    {"-fcoverage-mapping", EXACT, CHECK | CODE, ACT_COVERAGE},
    {"-fno-coverage-mapping", EXACT, CHECK | CODE, ACT_NO_COVERAGE},
    {"-fcoverage-mcdc", EXACT, CHECK | CODE, ACT_NONE},
    {"-fstack-usage", EXACT, CODE, ACT_DIRECT},
    {"-ftime-trace-", JOINED, ALL, ACT_NONE},
    {"-ftime-trace", JOINED, CODE, ACT_DIRECT},
    {"-fproc-stat-report", JOINED, CODE | LINK, ACT_NONE},
    {"-save-stats", JOINED, CODE | LINK, ACT_DIRECT},
    {"-fsave-optimization-record", JOINED, CODE, ACT_DIRECT},
    {"-foptimization-record-", JOINED, CODE, ACT_DIRECT},
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
    {"--entry", SEPARATE, LINK, ACT_NONE},
    {"--entry=", JOINED, LINK, ACT_NONE},
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
    {"-nodefaultlibs", EXACT, LINK, ACT_RUNTIME_ALONE},
    {"-nolibc", EXACT, LINK, ACT_RUNTIME_ALONE},
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

// The long names of short options. After one that ends in '=' a value is
// joined, or follows.
static const struct {
    const char *name;
    const char *flag;
} aliases[] = {
    {"--ansi", "-ansi"},
    {"--assemble", "-S"},
    {"--assert=", "-A"},
    {"--comments", "-C"},
    {"--comments-in-macros", "-CC"},
    {"--compile", "-c"},
    {"--define-macro=", "-D"},
    {"--dependencies", "-M"},
    {"--for-linker=", "-Xlinker"},
    {"--force-link=", "-u"},
    {"--imacros=", "-imacros"},
    {"--include=", "-include"},
    {"--include-barrier", "-I-"},
    {"--include-directory=", "-I"},
    {"--include-directory-after=", "-idirafter"},
    {"--include-prefix=", "-iprefix"},
    {"--include-with-prefix=", "-iwithprefix"},
    {"--include-with-prefix-after=", "-iwithprefix"},
    {"--include-with-prefix-before=", "-iwithprefixbefore"},
    {"--language=", "-x"},
    {"--library-directory=", "-L"},
    {"--no-line-commands", "-P"},
    {"--no-standard-includes", "-nostdinc"},
    {"--no-standard-libraries", "-nostdlib"},
    {"--no-warnings", "-w"},
    {"--output=", "-o"},
    {"--prefix=", "-B"},
    {"--preprocess", "-E"},
    {"--std=", "-std="},
    {"--undefine-macro=", "-U"},
    {"--user-dependencies", "-MM"},
    {"--verbose", "-v"},
    {"--write-dependencies", "-MD"},
    {"--write-user-dependencies", "-MMD"},
};
enum { ALIAS_COUNT = sizeof aliases / sizeof aliases[0] };

const char *flag_short(const char *arg, const char **value)
{
    for (int i = 0; i < ALIAS_COUNT; i++) {
        const char *name = aliases[i].name;
        size_t length = strlen(name);
        bool takes = name[length - 1] == '=';
        *value = takes && strncmp(arg, name, length) == 0 ? arg + length : NULL;
        if (*value || strcmp(arg, name) == 0 ||
            (takes && strncmp(arg, name, length - 1) == 0 && !arg[length - 1]))
            return aliases[i].flag;
    }
    *value = NULL;
    return arg;
}

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

// == What csp.h cannot be compiled with ======================================

static const char gpu[] = "csp.h is for the processor";
static const char objective[] = "cspcc compiles C";
static const char no_object[] = "cspcc makes objects and assembly only";

// docs/cspcc.1 has the same list.
static const struct refusal refusals[] = {
    {"-fsso-struct=big-endian", "frames would be stored so, and calls take "
                                "the addresses of what is in them"},
    {"-fmodule-header", "it is about C++"},
    {"-fdump-ada-spec", "it would tell of the generated C; the C compiler "
                        "dumps headers"},
    {"-ObjC", objective},
    {"-ccc-arcmt-", objective},
    {"-ccc-objcmt-", objective},
    {"-objcmt-", objective},
    {"--migrate", objective},
    {"-rewrite-", objective},
    {"--cuda-device-only", gpu},
    {"--hip-link", gpu},
    {"--offload-device-only", gpu},
    {"--offload-link", gpu},
    {"-emit-interface-stubs", no_object},
    {"-emit-merged-ifs", no_object},
    {"-gen-cdb-fragment-path", "-MJ says the same"},
    {"-working-directory", "cspcc has to find the files too; change to it"},
    {"-traditional-cpp", "the forms of csp.h are macros of C99"},
    {"-wrapper", "what stands before the compiler is '--launcher's business"},
};
enum { REFUSAL_COUNT = sizeof refusals / sizeof refusals[0] };

const struct refusal *flag_refused(const char *arg)
{
    for (int i = 0; i < REFUSAL_COUNT; i++)
        if (strncmp(arg, refusals[i].flag, strlen(refusals[i].flag)) == 0)
            return &refusals[i];
    return NULL;
}

// These want all code of a program to be compiled for them, and the runtime
// library is not.
static const char *const sanitizers_refused[] = {
    "memory",        "hwaddress",        "dataflow",  "type",
    "kernel-memory", "kernel-hwaddress", "numerical", "kernel-address",
};
enum {
    SANITIZER_COUNT = sizeof sanitizers_refused / sizeof sanitizers_refused[0],
};

const char flag_sanitizer_why[] =
    "the runtime library is not built for it (address, thread, leak and "
    "undefined work)";

const char *flag_sanitizer_refused(const char *list, size_t *length)
{
    for (const char *at = list; *at; at += *at == ',') {
        *length = strcspn(at, ",");
        for (int i = 0; i < SANITIZER_COUNT; i++)
            if (strlen(sanitizers_refused[i]) == *length &&
                strncmp(at, sanitizers_refused[i], *length) == 0)
                return at;
        at += *length;
    }
    return NULL;
}
