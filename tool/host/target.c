// SPDX-License-Identifier: MIT
// target.c: which machine the C compiler compiles for. The compiler says it by
// its own macros (csp/target.h), in the preprocessing step that each file of
// ours takes anyway; a link, which has no such step, asks only if compiler or
// options are out of the ordinary. So the usual case costs no process, and
// nothing is kept that could grow old. Called by preprocess.c and clang.c, and
// before a link, for the runtime library is found by the target's name.
#include "host/host.h"

#include "../../include/csp/target.h"

#include <string.h>
#include <unistd.h>

static const char own_triple[] = CSP_TARGET_TRIPLE;

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

// == What the compiler says ==================================================

// The string literals in [at, end), one after the other.
static const char *
join_strings(struct arena *arena, const char *at, const char *end)
{
    struct text joined = {.arena = arena};
    bool inside = false;
    text_puts(&joined, "");
    for (; at < end; at++) {
        if (*at == '"')
            inside = !inside;
        else if (inside)
            text_add(&joined, at, 1);
    }
    return joined.at;
}

bool target_read(struct arena *arena, const char *line, size_t length,
                 struct target_machine *target)
{
    int char_unsigned, pointer_bytes;
    const char *text = arena_strndup(arena, line, length);
    if (sscanf(text, "csp_target %d %d", &char_unsigned, &pointer_bytes) != 2)
        return false;
    target->triple = join_strings(arena, text, text + length);
    target->char_is_unsigned = char_unsigned != 0;
    target->pointer_bytes = pointer_bytes;
    return true;
}

// There are no others with glibc, musl or uClibc and 64 bits.
static bool is_supported(const struct target_machine *target)
{
    const char *system = strchr(target->triple, '-');
    return target->pointer_bytes == 8 && system && starts(system, "-linux-") &&
           !strstr(system, "android");
}

bool target_check(struct diag *diag, const struct target_machine *target)
{
    if (!target->triple || is_supported(target)) return true;
    diag_error(diag, "cspcc supports %s only, for now: %s",
               target->pointer_bytes == 8 ? "Linux with glibc or musl"
                                          : "64-bit targets",
               target->triple);
    return false;
}

// libclang needs the machine and the data model; which C library the headers
// were of makes no difference once they are read.
void target_add_parse_args(struct arena *arena,
                           const struct target_machine *target, strings *argv)
{
    if (!target->triple) return;
    vec_push(arena, argv, arena_printf(arena, "--target=%s", target->triple));
    vec_push(arena, argv,
             target->char_is_unsigned ? "-funsigned-char" : "-fsigned-char");
}

// == The usual case ==========================================================

// Options that may choose another machine or another C library.
static bool chooses_target(const char *option)
{
    static const char *const prefixes[] = {
        "--target", "-target", "--sysroot", "-isysroot", "-specs", "--specs",
        "-m32",     "-mx32",   "-mabi",     "-arch",     "-B",     "--config",
    };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (starts(option, prefixes[i])) return true;
    return false;
}

// `-target X`, not `--target=X`.
static bool is_flag_alone(const char *option)
{
    static const char *const flags[] = {"-target", "--sysroot", "-isysroot",
                                        "-specs",  "-arch",     "-B",
                                        "--config"};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strcmp(option, flags[i]) == 0) return true;
    return false;
}

// gcc, clang-19, cc and the like.
static bool is_plain_name(const char *name)
{
    static const char *const names[] = {"gcc", "clang", "cc", "c99", "c17"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!starts(name, names[i])) continue;
        const char *rest = name + strlen(names[i]);
        if (!*rest || (*rest == '-' && !rest[strspn(rest, "-.0123456789")]))
            return true;
    }
    return false;
}

// Where a system, or who built cspcc, has the compilers for the machine itself.
static bool is_usual_place(const char *path)
{
    static const char *const dirs[] = {"/usr/bin", "/bin", "/usr/local/bin",
                                       "/usr/lib/ccache", "/usr/lib64/ccache"};
    const char *slash = strrchr(path, '/'), *ours = CSPCC_DEFAULT_CC;
    const char *ours_end = strrchr(ours, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    if (ours_end && (size_t)(ours_end - ours) == length &&
        strncmp(ours, path, length) == 0)
        return true;
    for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
        if (strlen(dirs[i]) == length && strncmp(dirs[i], path, length) == 0)
            return true;
    return false;
}

static bool is_usual(const struct options *options)
{
    const char *path = place_program(options->arena, options->toolchain.cc);
    for (size_t i = 0; i < options->args.all.count; i++)
        if (options->args.all.at[i].input < 0 &&
            chooses_target(options->args.all.at[i].text))
            return false;
    if (!path) return true; // the link will say so
    const char *slash = strrchr(path, '/');
    return is_plain_name(slash ? slash + 1 : path) && is_usual_place(path);
}

// == The question ============================================================

// With the options that compiling and linking share. `macro` says whether the
// C library is asked for too, of which there must be headers then.
static bool ask(const struct options *options, struct diag *diag,
                const char *macro, struct target_machine *target)
{
    struct arena *arena = options->arena;
    struct text out = {.arena = arena}, err = {.arena = arena};
    strings argv = {0};
    vec_push(arena, &argv, options->toolchain.cc);
    for (size_t i = 0; i < options->args.all.count; i++) {
        unsigned roles = options->args.all.at[i].roles;
        if (roles & ARG_FRONT && roles & ARG_LINK)
            vec_push(arena, &argv, options->args.all.at[i].text);
    }
    const char *const rest[] = {"-w", "-E", "-P", macro, "-x", "c"};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        vec_push(arena, &argv, rest[i]);
    vec_push(
        arena, &argv,
        arena_printf(arena, "%s/csp/target.h", options->toolchain.include_dir));
    child_capture(options, diag, &argv, NULL, &out, &err);
    const char *line = strstr(out.at, "csp_target ");
    return line && target_read(arena, line, strlen(line), target);
}

// == The runtime library =====================================================

static const char *foreign_library(const struct options *options)
{
    return arena_printf(options->arena, "%s/cspcc/%s/libcsprt.a",
                        options->toolchain.own_lib_dir,
                        options->toolchain.foreign.triple);
}

void target_find_runtime(struct options *options, struct diag *diag)
{
    struct arena *arena = options->arena;
    struct target_machine *foreign = &options->toolchain.foreign;
    if (!options->toolchain.lib_dir || !options->toolchain.include_dir ||
        is_usual(options) ||
        (!ask(options, diag, "-D__CSPCC_TARGET__", foreign) &&
         !ask(options, diag, "-D__CSPCC_PARSE__", foreign)) ||
        strcmp(foreign->triple, own_triple) == 0)
        return;
    options->toolchain.own_lib_dir = options->toolchain.lib_dir;
    const char *library = foreign_library(options);
    options->toolchain.lib_dir = NULL;
    if (access(library, R_OK) == 0)
        options->toolchain.lib_dir = arena_strndup(
            arena, library, (size_t)(strrchr(library, '/') - library));
}

// The options that have chosen the target, as one word for a shell.
static const char *choosing_options(const struct options *options)
{
    struct text text = {.arena = options->arena};
    bool value_next = false;
    text_puts(&text, "");
    for (size_t i = 0; i < options->args.all.count; i++) {
        const struct arg *arg = &options->args.all.at[i];
        bool chooses = arg->input < 0 && chooses_target(arg->text);
        if (chooses || value_next)
            text_printf(&text, "%s%s", text.count ? " " : "", arg->text);
        value_next = chooses && is_flag_alone(arg->text);
    }
    if (!text.count) return "";
    return arena_printf(options->arena, " '-DCMAKE_C_FLAGS=%s'", text.at);
}

void target_report_missing(const struct options *options, struct diag *diag)
{
    const char *triple = options->toolchain.foreign.triple;
    if (!target_check(diag, &options->toolchain.foreign)) return;
    diag_error(diag, "there is no runtime library for %s: '%s' is not there",
               triple, foreign_library(options));
    fprintf(stderr,
            "cspcc: note: in cspcc's source directory these build it and put it"
            " there:\n"
            "    cmake -B build-%s -DCMAKE_SYSTEM_NAME=Linux"
            " -DCMAKE_C_COMPILER=%s%s -DCMAKE_INSTALL_LIBDIR=%s\n"
            "    cmake --build build-%s --target install\n",
            triple, options->toolchain.cc, choosing_options(options),
            options->toolchain.own_lib_dir, triple);
}
