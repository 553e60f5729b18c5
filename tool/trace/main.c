// SPDX-License-Identifier: MIT
// main.c: the command csp-trace.
#include "trace/report.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] =
    "usage: csp-trace [options] FILE\n"
    "\n"
    "What a program did that ran under CSP_TRACE=FILE: its longest waits, who\n"
    "waits for whom, its busiest channels, time on the workers and off them,\n"
    "turns over 1 ms.\n"
    "\n"
    "  --perfetto=OUT  writes it as JSON that ui.perfetto.dev and\n"
    "                  chrome://tracing show; - is standard output\n"
    "  --folded        prints stacks of callers with nanoseconds on the\n"
    "                  workers, as flamegraph.pl takes them\n"
    "  --folded=wait   the same with nanoseconds of waits\n"
    "  --help, --version\n";

struct options {
    const char *perfetto, *folded, *file;
};

// Mistakes in the command line end with 2.
static __attribute__((noreturn)) void refuse(const char *what, const char *arg)
{
    fprintf(stderr, "csp-trace: %s%s\n%s", what, arg, usage);
    exit(2);
}

static struct options read_options(int argc, char *argv[])
{
    static const struct option known[] = {
        {"perfetto", required_argument, NULL, 'p'},
        {"folded", optional_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {0}};
    struct options o = {0};
    for (int c; (c = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (c == 'p') o.perfetto = optarg;
        if (c == 'f') o.folded = optarg ? optarg : "run";
        if (c == 'h' || c == 'v') {
            fputs(c == 'h' ? usage : "csp-trace " CSPCC_VERSION "\n", stdout);
            exit(0);
        }
        if (c == '?') exit(2);
    }
    if (optind + 1 != argc) refuse("one trace is wanted", "");
    if (o.folded && strcmp(o.folded, "run") && strcmp(o.folded, "wait"))
        refuse("no such stacks: ", o.folded);
    o.file = argv[optind];
    return o;
}

static __attribute__((noreturn)) void fail(const char *file, const char *why)
{
    fprintf(stderr, "csp-trace: %s: %s\n", file, why);
    exit(1);
}

// Half a file is none; what is no file stays.
static void take_back(const char *path)
{
    struct stat about;
    if (lstat(path, &about) == 0 && S_ISREG(about.st_mode)) unlink(path);
}

static void write_perfetto(const char *path, struct trace *trace)
{
    bool to_stdout = strcmp(path, "-") == 0;
    FILE *out = to_stdout ? stdout : fopen(path, "w");
    if (!out) fail(path, strerror(errno));
    perfetto_write(out, trace);
    if (to_stdout) return;
    bool bad = ferror(out);
    if (!(fclose(out) || bad)) return;
    int error = errno;
    take_back(path);
    fail(path, strerror(error));
}

int main(int argc, char *argv[])
{
    struct options o = read_options(argc, argv);
    struct arena *arena = arena_create();
    struct trace trace;
    const char *wrong = load_file(&trace, arena, o.file);
    if (wrong) fail(o.file, wrong);
    if (o.perfetto) write_perfetto(o.perfetto, &trace);
    if (o.folded)
        folded_print(stdout, &trace,
                     o.folded[0] == 'w' ? FOLDED_WAIT : FOLDED_RUN);
    if (!o.perfetto && !o.folded) report_print(stdout, &trace);
    if (fflush(stdout) || ferror(stdout))
        fail("standard output", strerror(errno));
    arena_destroy(arena);
    return 0;
}
