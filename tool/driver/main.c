// SPDX-License-Identifier: MIT
// main.c: the command `cspcc`. It reads the command line and gives plain C to
// the C compiler; what uses csp.h goes through the passes.
#include "driver/driver.h"
#include "cspcc_build.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

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
enum { STACK_BYTES = 1 << 30 };

// What the C compiler gets, which goes down as deep.
static void want_stack(void)
{
    const rlim_t wanted = STACK_BYTES;
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    setrlimit(RLIMIT_STACK, &limit);
}

struct deep {
    struct options *options;
    sigset_t signals;
};

static void *run_deep(void *argument)
{
    struct deep *deep = argument;
    pthread_sigmask(SIG_SETMASK, &deep->signals, NULL);
    exit(driver_run(deep->options)); // with this thread's signal stack in use
}

// The driver on a thread that has such a stack, since this one has the user's;
// signals go there too. Where there is no room for it this thread must do.
static int run_compiler(struct options *options)
{
    struct deep deep = {.options = options};
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t every;
    want_stack();
    mallopt(M_ARENA_MAX, 1); // this thread only waits
    mallopt(M_TOP_PAD, 1 << 20);
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &deep.signals);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    if (pthread_create(&thread, &attributes, run_deep, &deep) == 0)
        pthread_join(thread, NULL);
    else
        run_deep(&deep);
    return 1; // not reached
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
    return run_compiler(&options);
}
