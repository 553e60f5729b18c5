// SPDX-License-Identifier: MIT
// main.c: the command line of the simulator, and its runs, all at once.
#include "model.h"
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: simulator [OPTION]... MODEL\n"
    "Simulates an open network of queues and prints what was found, with 95%\n"
    "confidence intervals. Reads standard input if MODEL is -.\n"
    "\n"
    "  -n, --runs=N            how many runs, which differ in their chance "
    "(1)\n"
    "  -s, --seed=N            other chances (1)\n"
    "  -H, --horizon=TIME      where a run ends, in place of the model's\n"
    "  -w, --warmup=TIME       from where on it counts, likewise\n"
    "  -m, --most=N            stop if more customers are inside (100000)\n"
    "  -o, --output=FORM       table (the default) or csv\n"
    "  -t, --trace             print instead what happens in the first run\n"
    "  -h, --help              show this\n"
    "\n"
    "A model has these lines, in any order that defines a name before its "
    "use:\n"
    "  horizon TIME\n"
    "  warmup TIME\n"
    "  store NAME capacity N [holds N]\n"
    "  station NAME service LAW [servers N] [room N] [patience LAW]\n"
    "          [breakdown LAW repair LAW] [takes STORE] [gives STORE]\n"
    "  source NAME every LAW to STATION [priority N]\n"
    "  route STATION STATION PROBABILITY [STATION PROBABILITY]...\n"
    "with each station on one line; and these are the laws:\n"
    "  constant TIME, exponential MEAN, uniform LEAST MOST,\n"
    "  normal MEAN DEVIATION, erlang MEAN PHASES, empirical TIME WEIGHT ...\n";

// What came from the command line.
struct options {
    const char *file;
    double runs, seed, horizon, warmup, most; // below 0: not given
    bool csv, trace;
};

// == Runs ====================================================================

static void print_notes(chan_in(struct note) notes)
{
    struct note n;
    puts("time,customer,place,event");
    while (chan_recv(notes, &n))
        printf("%.6g,%llu,%s,%s\n", n.time, (unsigned long long)n.customer,
               n.where, n.what);
}

static void run_traced(struct network *net)
{
    auto_chan(struct note) notes = chan_make(struct note, 64);
    if (!notes) sim_no_memory();
    task(void) printer = spawn(print_notes(notes));
    if (!printer) sim_no_memory();
    net->notes = notes;
    network_run(net);
    chan_close(notes);
    join(printer);
}

// More runs than this at once would only push each other out of the caches.
enum { LANES = 64 };

static void run_some(struct network *const runs[], chan_in(int) left)
{
    int i;
    while (chan_recv(left, &i))
        network_run(runs[i]);
}

static void run_all(struct network *const runs[], int count)
{
    auto_chan(int) left = chan_make(int, count);
    if (!left) sim_no_memory();
    for (int i = 0; i < count; i++)
        chan_send(left, i);
    chan_close(left);
    par for (int lane = 0; lane < LANES; lane++) run_some(runs, left);
}

static bool report(const struct options *o, const struct report *r)
{
    for (int i = 0; i < r->count; i++)
        if (r->runs[i]->inside > r->runs[i]->most) {
            fprintf(stderr, "simulator: %s: more than %d customers at %g\n",
                    r->model->file, r->runs[i]->most, r->runs[i]->sim.now);
            return false;
        }
    if (o->trace) return true;
    if (o->csv)
        report_csv(r);
    else
        report_table(r);
    return true;
}

static bool simulate(const struct options *o, const struct model *m)
{
    int count = o->trace ? 1 : (int)o->runs;
    struct network **runs = sim_alloc((size_t)count, sizeof *runs);
    for (int i = 0; i < count; i++) {
        struct stream seeds = stream_make((uint64_t)o->seed, (uint64_t)i);
        runs[i] = network_create(m, stream_bits(&seeds), (int)o->most);
    }
    if (o->trace)
        run_traced(runs[0]);
    else
        run_all(runs, count);
    bool good = report(o, &(struct report){m, runs, count, stdout});
    for (int i = 0; i < count; i++)
        network_destroy(runs[i]);
    free(runs);
    return good;
}

static bool read_file(const char *name, struct model *m)
{
    bool is_stdin = !strcmp(name, "-"), good = false;
    FILE *in = stdin;
    if (!is_stdin) blocking in = fopen(name, "r");
    if (in)
        blocking good = model_read(m, is_stdin ? "standard input" : name, in);
    else
        fprintf(stderr, "simulator: %s: %s\n", name, strerror(errno));
    if (in && in != stdin) fclose(in);
    return good;
}

static int run(const struct options *o)
{
    struct model *m = sim_alloc(1, sizeof *m);
    bool good = read_file(o->file, m);
    if (o->horizon >= 0) m->period.end = o->horizon;
    if (o->warmup >= 0) m->period.begin = o->warmup;
    good = good && model_check(m) && simulate(o, m);
    free(m);
    if (good && (fflush(stdout) || ferror(stdout))) {
        perror("simulator: standard output");
        good = false;
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

// == The command line ========================================================

// A whole number, if it must be one.
static bool parse_number(const char *name, double least, double most,
                         bool whole, double *number)
{
    char *end;
    *number = strtod(optarg, &end);
    if (end != optarg && !*end && *number >= least && *number <= most &&
        (!whole || *number == floor(*number)))
        return true;
    fprintf(stderr, "simulator: --%s: expected a%s number from %g to %g\n",
            name, whole ? " whole" : "", least, most);
    return false;
}

static bool parse_form(struct options *o)
{
    o->csv = !strcmp(optarg, "csv");
    if (o->csv || !strcmp(optarg, "table")) return true;
    fprintf(stderr, "simulator: unknown form '%s': table or csv\n", optarg);
    return false;
}

static bool parse_option(int c, struct options *o)
{
    switch (c) {
    case 'n': return parse_number("runs", 1, 10000, true, &o->runs);
    case 's': return parse_number("seed", 0, 1e15, true, &o->seed);
    case 'H': return parse_number("horizon", 0, 1e12, false, &o->horizon);
    case 'w': return parse_number("warmup", 0, 1e12, false, &o->warmup);
    case 'm': return parse_number("most", 1, 10000000, true, &o->most);
    case 'o': return parse_form(o);
    case 't': o->trace = true; return true;
    }
    fputs("Try simulator --help.\n", stderr);
    return false;
}

int main(int argc, char **argv)
{
    static const struct option names[] = {
        {"runs", required_argument, NULL, 'n'},
        {"seed", required_argument, NULL, 's'},
        {"horizon", required_argument, NULL, 'H'},
        {"warmup", required_argument, NULL, 'w'},
        {"most", required_argument, NULL, 'm'},
        {"output", required_argument, NULL, 'o'},
        {"trace", no_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    struct options o = {.runs = 1, .seed = 1, .most = 100000};
    o.horizon = o.warmup = -1;
    for (int c; (c = getopt_long(argc, argv, "n:s:H:w:m:o:th", names, 0)) >= 0;)
        if (c == 'h')
            return fputs(usage, stdout) < 0;
        else if (!parse_option(c, &o))
            return 2;
    if (optind != argc - 1) {
        fputs("simulator: expected one MODEL; try --help\n", stderr);
        return 2;
    }
    o.file = argv[optind];
    return run(&o);
}
