// SPDX-License-Identifier: MIT
// main.c: the command line of the log router; starts its tasks and ends them.
//
// The end runs downstream: the sources retire from the blocks, which ends the
// routing, which retires from the queues, which ends the sinks.
#include "router.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: router -c CONFIG [OPTION]... [FILE]...\n"
    "Sends lines of JSON from files to where the rules of CONFIG say.\n"
    "Without FILE, or with -, reads standard input.\n"
    "\n"
    "  -c, --config=CONFIG   sinks and rules: see README.md\n"
    "  -f, --follow          go on when files grow, rotate or are cut\n"
    "      --check           only say whether CONFIG is good\n"
    "  -q, --quiet           no statistics at the end\n"
    "  -v, --verbose         say why each line is rejected\n"
    "  -h, --help            show this\n"
    "\n"
    "SIGINT and SIGTERM stop the reading; all that was read gets written.\n";

struct options {
    const char *config;
    bool follow, check, quiet, verbose;
};

_Noreturn void no_memory(void)
{
    fputs("router: out of memory\n", stderr);
    exit(EXIT_FAILURE);
}

void *must(void *p)
{
    if (!p) no_memory();
    return p;
}

void free_variable(void *variable)
{
    free(*(void **)variable);
}

// == Running =================================================================

static bool open_all(struct source sources[], int count, struct config *config)
{
    bool good = true;
    for (int i = 0; i < count; i++)
        if (!source_open(&sources[i])) good = false;
    for (int i = 0; good && i < config->sink_count; i++)
        if (!sink_open(config->sinks[i])) good = false;
    return good;
}

// Without a sink there is nothing to read for.
static void stop_behind_sinks(chan(bool) alive)
{
    chan_recv(alive, NULL);
    stop_request();
    chan_release(alive);
}

// Joins tasks of sources or sinks; true if all went well.
static bool join_all(task(bool) tasks[], int count)
{
    bool good = true;
    for (int i = 0; i < count; i++)
        if (!join(tasks[i])) good = false;
    return good;
}

static bool run(struct source sources[], int count, struct config *config,
                bool verbose)
{
    auto_chan(bool) stop = must(chan_make(bool, 0));
    auto_chan(bool) alive = must(chan_make(bool, 0));
    auto_chan(struct block *) blocks = must(chan_make(struct block *, 4));
    task(bool) readers[count], writers[MOST];
    go stop_watch(chan_retain(stop));
    go stop_behind_sinks(chan_retain(alive));
    chan_writers(blocks, count);
    chan_writers(alive, config->sink_count);
    for (int i = 0; i < count; i++) {
        readers[i] = spawn(source_run(&sources[i], blocks, stop));
        if (!readers[i]) no_memory();
    }
    for (int i = 0; i < config->sink_count; i++) {
        writers[i] = spawn(sink_run(config->sinks[i], alive));
        if (!writers[i]) no_memory();
    }
    route(config, blocks, verbose);
    bool all_read = join_all(readers, count);
    bool all_written = join_all(writers, config->sink_count);
    chan_recv(stop, NULL);
    return all_read && all_written;
}

static void print_statistics(const struct source sources[], int count,
                             const struct config *config)
{
    for (int i = 0; i < count; i++) {
        const struct source *s = &sources[i];
        fprintf(stderr,
                "source %s: %ld lines, %ld rejected, %ld too long, "
                "%ld rotations, %ld truncations\n",
                source_name(s), s->lines, s->rejected, s->too_long,
                s->rotations, s->truncations);
    }
    for (int i = 0; i < config->rule_count; i++)
        fprintf(stderr, "rule %s: %ld lines\n", config->rules[i].name,
                config->rules[i].lines);
    for (int i = 0; i < config->sink_count; i++) {
        const struct sink *s = config->sinks[i];
        fprintf(stderr, "sink %s: %ld lines, %ld written, %ld lost\n", s->name,
                s->routed, s->written, s->routed - s->written);
    }
}

static bool route_files(char **paths, int count, const struct options *o,
                        struct config *config)
{
    struct source *sources = must(calloc((size_t)count, sizeof *sources));
    for (int i = 0; i < count; i++) {
        bool is_file = strcmp(paths[i], "-") != 0;
        sources[i].path = is_file ? paths[i] : NULL;
        sources[i].follow = is_file && o->follow;
    }
    bool good = stop_init() && open_all(sources, count, config);
    if (good) {
        good = run(sources, count, config, o->verbose);
        if (!o->quiet) print_statistics(sources, count, config);
    }
    for (int i = 0; i < count; i++)
        source_close(&sources[i]);
    free(sources);
    return good;
}

// == The command line ========================================================

// The exit status if the program must end at once; else -1.
static int parse_options(int argc, char **argv, struct options *o)
{
    static const struct option names[] = {
        {"config", required_argument, NULL, 'c'},
        {"follow", no_argument, NULL, 'f'},
        {"check", no_argument, NULL, 'C'},
        {"quiet", no_argument, NULL, 'q'},
        {"verbose", no_argument, NULL, 'v'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    for (int c; (c = getopt_long(argc, argv, "c:fqvh", names, NULL)) != -1;) {
        switch (c) {
        case 'c': o->config = optarg; break;
        case 'f': o->follow = true; break;
        case 'C': o->check = true; break;
        case 'q': o->quiet = true; break;
        case 'v': o->verbose = true; break;
        case 'h': fputs(usage, stdout); return EXIT_SUCCESS;
        default: fputs("Try router --help.\n", stderr); return 2;
        }
    }
    if (o->config) return -1;
    fputs("router: no configuration: try router --help\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    static char *standard_input[] = {"-"};
    struct options o = {0};
    struct config config = {0};
    int status = parse_options(argc, argv, &o);
    if (status >= 0) return status;
    char **paths = optind < argc ? argv + optind : standard_input;
    int count = optind < argc ? argc - optind : 1;
    bool good = config_read(&config, o.config);
    if (good && !o.check) good = route_files(paths, count, &o, &config);
    config_destroy(&config);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
