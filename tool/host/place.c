// SPDX-License-Identifier: MIT
// place.c: where things are. The headers and the runtime library are found
// from the running executable's own place, so that a build tree works where it
// is and an installed tree can be moved; the C compiler is CSPCC_CC, else the
// clang found when cspcc was built, else clang on the PATH.
#include "host/host.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

// A file below the executable's directory, as an absolute directory name;
// NULL if `file` is not in it.
static const char *dir_with(struct arena *arena, const char *bin,
                            const char *relative, const char *file)
{
    char real[PATH_MAX];
    const char *dir = arena_printf(arena, "%s/%s", bin, relative);
    if (access(arena_printf(arena, "%s/%s", dir, file), R_OK) != 0) return NULL;
    return realpath(dir, real) ? arena_strdup(arena, real) : dir;
}

// Without /proc the kernel still tells by what name it was asked to run us,
// after a search along the PATH; nothing has changed the directory since.
const char *place_self(struct arena *arena)
{
    char path[PATH_MAX];
    const char *name = (const char *)getauxval(AT_EXECFN);
    if (!realpath("/proc/self/exe", path) && !(name && realpath(name, path)))
        return "./cspcc";
    return arena_strdup(arena, path);
}

static const char *executable_dir(struct arena *arena)
{
    const char *self = place_self(arena);
    return arena_strndup(arena, self, (size_t)(strrchr(self, '/') - self));
}

const char *place_program(struct arena *arena, const char *name)
{
    const char *path = getenv("PATH");
    if (strchr(name, '/')) return access(name, X_OK) == 0 ? name : NULL;
    for (; path && *path; path += *path == ':') {
        size_t length = strcspn(path, ":");
        const char *file =
            arena_printf(arena, "%.*s/%s", (int)length, path, name);
        if (access(file, X_OK) == 0) return file;
        path += length;
    }
    return NULL;
}

static const char *find_cc(struct arena *arena)
{
    static const char *const names[] = {CSPCC_DEFAULT_CC, CSPCC_DEFAULT_CC_NAME,
                                        "clang", "cc"};
    const char *wanted = getenv("CSPCC_CC");
    if (wanted && *wanted) return wanted;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (place_program(arena, names[i])) return names[i];
    return names[0];
}

// By name, since asking would cost a child process: /usr/bin/cc may be a link.
static bool names_clang(const char *cc)
{
    char real[PATH_MAX];
    const char *base = strrchr(cc, '/') ? strrchr(cc, '/') + 1 : cc;
    if (strstr(base, "clang")) return true;
    if (!strchr(cc, '/') || !realpath(cc, real)) return false;
    return strstr(strrchr(real, '/'), "clang") != NULL;
}

void place_find(struct options *o)
{
    const char *bin = executable_dir(o->arena);
    static const char *const includes[] = {CSPCC_INCLUDE_FROM_BIN,
                                           "../include"};
    static const char *const libs[] = {CSPCC_LIB_FROM_BIN, "../lib"};
    for (int i = 0; i < 2 && !o->toolchain.include_dir; i++)
        o->toolchain.include_dir =
            dir_with(o->arena, bin, includes[i], "csp_abi.h");
    for (int i = 0; i < 2 && !o->toolchain.lib_dir; i++)
        o->toolchain.lib_dir = dir_with(o->arena, bin, libs[i], "libcsprt.a");
    o->toolchain.gdb_dir =
        dir_with(o->arena, bin, CSPCC_GDB_FROM_BIN, "csp-gdb.py");
    o->toolchain.front =
        arena_printf(o->arena, "%s/%s", bin, CSPCC_FRONT_FROM_BIN);
    if (!o->toolchain.cc) o->toolchain.cc = find_cc(o->arena);
    o->toolchain.cc_is_clang = names_clang(o->toolchain.cc);
}

// Naming a directory that the compiler searches anyway would change the order.
static bool is_searched_anyway(const char *dir)
{
    return strcmp(dir, "/usr/include") == 0 ||
           strcmp(dir, "/usr/local/include") == 0;
}

void place_add_macro(struct arena *arena, strings *argv)
{
    vec_push(arena, argv, "-D__CSPCC__=1");
}

void place_add_include(const struct options *options, struct arena *arena,
                       strings *argv)
{
    if (!options->toolchain.include_dir ||
        is_searched_anyway(options->toolchain.include_dir))
        return;
    vec_push(arena, argv, "-isystem");
    vec_push(arena, argv, options->toolchain.include_dir);
}

// The dynamic linker looks into these without being told; and on another
// machine the library will be elsewhere.
static bool is_loaded_from(const struct options *options, const char *dir)
{
    return options->toolchain.own_lib_dir || strncmp(dir, "/usr/lib", 8) == 0 ||
           strncmp(dir, "/lib", 4) == 0 || strcmp(dir, "/usr/local/lib") == 0;
}

// For a shared library that may leave nothing undefined. In a program with a
// runtime of its own, which exports it, libcsprt.so lies idle.
static void add_shared_runtime(const struct options *options,
                               struct arena *arena, strings *argv)
{
    const char *dir = options->toolchain.lib_dir;
    const char *library = arena_printf(arena, "%s/libcsprt.so", dir);
    if (access(library, R_OK) != 0) return;
    vec_push(arena, argv, "-Wl,--push-state,--as-needed");
    vec_push(arena, argv, library);
    vec_push(arena, argv, "-Wl,--pop-state");
    if (is_loaded_from(options, dir)) return;
    vec_push(arena, argv, "-Xlinker");
    vec_push(arena, argv, arena_printf(arena, "-rpath=%s", dir));
}

// Once more, behind the runtime library, which needs them too.
static void add_named_libraries(const struct options *options,
                                struct arena *arena, strings *argv)
{
    for (size_t i = 0; i < options->args.all.count; i++)
        if (strncmp(options->args.all.at[i].text, "-l", 2) == 0)
            vec_push(arena, argv, options->args.all.at[i].text);
}

// An archive, in the variant for the sanitizer if there is one.
static const char *
archive_of(const struct options *options, struct arena *arena, const char *name)
{
    const char *dir = options->toolchain.lib_dir;
    const char *sanitizer = options->link.sanitizer;
    if (sanitizer) {
        const char *variant =
            arena_printf(arena, "%s/lib%s-%csan.a", dir, name,
                         strcmp(sanitizer, "thread") == 0 ? 't' : 'a');
        if (access(variant, R_OK) == 0) return variant;
    }
    return arena_printf(arena, "%s/lib%s.a", dir, name);
}

// "-lcsphttp" among the words of CSPCC_NET_LIBRARIES: behind its '='.
static const char *net_needs(const char *argument)
{
    if (strncmp(argument, "-lcsp", 5) != 0) return NULL;
    const char *name = argument + 2;
    size_t length = strlen(name);
    for (const char *at = CSPCC_NET_LIBRARIES; *at; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        if (strncmp(at, name, length) == 0 && at[length] == '=')
            return at + length + 1;
    }
    return NULL;
}

bool place_add_net(const struct options *options, struct arena *arena,
                   strings *argv, const char *argument)
{
    const char *needs = net_needs(argument);
    if (!needs || !options->toolchain.lib_dir) return false;
    if (options->job.phase != PHASE_LINK) return false;
    const char *library = archive_of(options, arena, argument + 2);
    if (access(library, R_OK) != 0) return false;
    vec_push(arena, argv, "-Xlinker"); // whatever -x says of files
    vec_push(arena, argv, library);
    while (*needs && *needs != ' ') {
        int n = (int)strcspn(needs, ", ");
        const char *need = arena_printf(arena, "-l%.*s", n, needs);
        if (!place_add_net(options, arena, argv, need))
            vec_push(arena, argv, need);
        needs += n + (needs[n] == ',');
    }
    return true;
}

// What is written in C with coroutines itself. Programs and shared libraries
// have of it what they use, each for itself.
static void
add_library(const struct options *options, struct arena *arena, strings *argv)
{
    const char *library = archive_of(options, arena, "csplib");
    if (options->job.language) {
        vec_push(arena, argv, "-x");
        vec_push(arena, argv, "none");
    }
    if (access(library, R_OK) == 0) vec_push(arena, argv, library);
}

void place_add_runtime(const struct options *options, struct arena *arena,
                       strings *argv)
{
    if (options->link.no_runtime || !options->toolchain.lib_dir) return;
    add_library(options, arena, argv);
    if (options->link.shared) {
        if (options->link.complete) add_shared_runtime(options, arena, argv);
        return;
    }
    const char *library = archive_of(options, arena, "csprt");
    if (options->link.whole_runtime)
        vec_push(arena, argv, "-Wl,--whole-archive");
    vec_push(arena, argv, library);
    if (options->link.whole_runtime)
        vec_push(arena, argv, "-Wl,--no-whole-archive");
    // For libraries, those that are loaded later too.
    vec_push(arena, argv, "-Wl,--export-dynamic-symbol=csp_*");
    if (options->link.runtime_alone) {
        add_named_libraries(options, arena, argv);
        return;
    }
    vec_push(arena, argv, "-lpthread");
    // csp/gcc.h makes <math.h> call functions for what gcc has builtins for.
    if (!options->toolchain.cc_is_clang) vec_push(arena, argv, "-lm");
}
