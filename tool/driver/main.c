// SPDX-License-Identifier: MIT
// main.c: the command `cspcc`. It reads the command line and gives plain C to
// the C compiler; what uses csp.h goes to cspcc1, the program that holds the
// passes: loading libclang takes as long as compiling a small file, and plain
// C must not pay for it.
#include "driver/driver.h"
#include "cspcc_build.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static int print_version(const struct options *options, struct diag *diag)
{
    struct text out = {.arena = diag->arena}, err = {.arena = diag->arena};
    strings argv = {0};
    vec_push(diag->arena, &argv, options->toolchain.cc);
    vec_push(diag->arena, &argv, "--version");
    int status = child_capture(options, diag, &argv, NULL, &out, &err);
    // The C compiler's version comes first: build systems look for that.
    if (status == 0) printf("cspcc on %s", out.at);
    printf("cspcc version %s, libclang %s, build %s\n", CSPCC_VERSION,
           CSPCC_LLVM_VERSION, CSPCC_BUILD);
    return status;
}

static int print_runtime(struct options *options, struct diag *diag)
{
    target_find_runtime(options, diag);
    if (options->toolchain.lib_dir)
        puts(options->toolchain.lib_dir);
    else if (options->toolchain.own_lib_dir)
        target_report_missing(options, diag);
    return options->toolchain.lib_dir ? 0 : 1;
}

// The passes go down as deep as the source nests, and generated C nests deep: a
// chain of a hundred thousand labels is legal. Costs nothing until it is used.
static void want_stack(void)
{
    const rlim_t wanted = (rlim_t)1 << 30;
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    setrlimit(RLIMIT_STACK, &limit);
}

// Becomes cspcc1, with the same arguments.
static int
become_compiler(const struct options *options, struct diag *diag, char **argv)
{
    argv[0] = arena_strdup(options->arena, options->toolchain.compiler);
    want_stack();
    execv(argv[0], argv);
    diag_error(diag, "cannot run '%s': %s", argv[0], strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    cleanup_open_standard();
    struct arena *arena = arena_create();
    struct options options = {.arena = arena};
    struct diag diag = {.arena = arena};
    if (launch_wanted(argv)) return launch_run(&options, &diag, argv);
    if (!options_parse(&options, argc, argv)) return 1;
    diag.colour = options.warnings.colour;
    if (options.job.show_help) {
        options_help(stdout);
        return 0;
    }
    if (options.job.show_version) return print_version(&options, &diag);
    if (options.job.show_runtime) return print_runtime(&options, &diag);
    if (plain_suffices(&options)) return plain_run(&options, &diag);
    return become_compiler(&options, &diag, argv);
}
