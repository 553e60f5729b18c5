// SPDX-License-Identifier: MIT
// report.c: what the runs of a model have found, for people and for programs.
// Plain C.
//
// Every figure is one line in a table: how to get it from one run. The rest is
// the same for all of them.
#include "model.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct figure {
    const char *name;
    enum { PLAIN, WITH_HALF, ONLY_CSV } shown;
    struct measure (*of)(const struct network *net, int i);
};

// They differ in the expression alone.
#define FIGURE(name, value)                                                    \
    static struct measure name(const struct network *net, int i)               \
    {                                                                          \
        return value;                                                          \
    }
#define ALONE(number) ((struct measure){.mean = (number)})

FIGURE(served, ALONE((double)net->stations[i].wait.moments.count))
FIGURE(wait, tally_measure(&net->stations[i].wait))
FIGURE(wait_deviation, ALONE(moments_deviation(&net->stations[i].wait.moments)))
FIGURE(wait_median, ALONE(quantile_value(&net->stations[i].wait.median)))
FIGURE(wait_95, ALONE(quantile_value(&net->stations[i].wait.p95)))
FIGURE(wait_most, ALONE(net->stations[i].wait.most))
FIGURE(queue, level_measure(&net->stations[i].queue))
FIGURE(busy, level_measure(&net->stations[i].busy))
FIGURE(down, level_measure(&net->stations[i].down))
FIGURE(station_lost, tally_measure(&net->stations[i].lost))

static const struct figure station_figures[] = {
    {"served", PLAIN, served},
    {"wait", WITH_HALF, wait},
    {"median", PLAIN, wait_median},
    {"95%", PLAIN, wait_95},
    {"deviation", ONLY_CSV, wait_deviation},
    {"most", ONLY_CSV, wait_most},
    {"queue", WITH_HALF, queue},
    {"busy", WITH_HALF, busy},
    {"down", ONLY_CSV, down},
    {"lost", WITH_HALF, station_lost},
    {0},
};

FIGURE(ended, ALONE((double)net->sources[i].lost.moments.count))
FIGURE(stay, tally_measure(&net->sources[i].stay))
FIGURE(stay_deviation, ALONE(moments_deviation(&net->sources[i].stay.moments)))
FIGURE(stay_median, ALONE(quantile_value(&net->sources[i].stay.median)))
FIGURE(stay_95, ALONE(quantile_value(&net->sources[i].stay.p95)))
FIGURE(stay_most, ALONE(net->sources[i].stay.most))
FIGURE(inside, level_measure(&net->sources[i].inside))
FIGURE(source_lost, tally_measure(&net->sources[i].lost))

static const struct figure source_figures[] = {
    {"left", PLAIN, ended},
    {"stay", WITH_HALF, stay},
    {"median", PLAIN, stay_median},
    {"95%", PLAIN, stay_95},
    {"deviation", ONLY_CSV, stay_deviation},
    {"most", ONLY_CSV, stay_most},
    {"inside", WITH_HALF, inside},
    {"lost", WITH_HALF, source_lost},
    {0},
};

static struct estimate estimate_figure(const struct report *r,
                                       const struct figure *f, int i)
{
    struct measure *runs = sim_alloc((size_t)r->count, sizeof *runs);
    for (int run = 0; run < r->count; run++)
        runs[run] = f->of(r->runs[run], i);
    struct estimate e = estimate_make(runs, r->count);
    free(runs);
    return e;
}

// == For people ==============================================================

// Four digits, but never more than three behind the point.
static void print_number(const struct report *r, double number)
{
    int digits = 3;
    for (double size = fabs(number); digits > 0 && size >= 10; size /= 10)
        digits--;
    if (isfinite(number))
        fprintf(r->out, "%8.*f", digits, number);
    else
        fprintf(r->out, "%8s", "-");
}

static void print_headings(const struct report *r, const char *what, int width,
                           const struct figure *f)
{
    fprintf(r->out, "\n%-*s", width, what);
    for (; f->name; f++) {
        if (f->shown == ONLY_CSV) continue;
        fprintf(r->out, "%8s", f->name);
        if (f->shown == WITH_HALF) fprintf(r->out, "%8s", "+-");
    }
    putc('\n', r->out);
}

static void print_row(const struct report *r, const char *name, int width,
                      int i, const struct figure *f)
{
    fprintf(r->out, "%-*s", width, name);
    for (; f->name; f++) {
        if (f->shown == ONLY_CSV) continue;
        struct estimate e = estimate_figure(r, f, i);
        print_number(r, e.mean);
        if (f->shown == WITH_HALF) print_number(r, e.half);
    }
    putc('\n', r->out);
}

static int name_width(const struct model *m)
{
    size_t width = strlen("station");
    for (int i = 0; i < m->station_count; i++)
        if (width < strlen(m->stations[i].name))
            width = strlen(m->stations[i].name);
    for (int i = 0; i < m->source_count; i++)
        if (width < strlen(m->sources[i].name))
            width = strlen(m->sources[i].name);
    return (int)width;
}

void report_table(const struct report *r)
{
    const struct model *m = r->model;
    int width = name_width(m);
    fprintf(r->out, "%s: %d run%s, time %g to %g\n", m->file, r->count,
            r->count == 1 ? "" : "s", m->period.begin, m->period.end);
    print_headings(r, "station", width, station_figures);
    for (int i = 0; i < m->station_count; i++)
        print_row(r, m->stations[i].name, width, i, station_figures);
    print_headings(r, "source", width, source_figures);
    for (int i = 0; i < m->source_count; i++)
        print_row(r, m->sources[i].name, width, i, source_figures);
}

// == For programs ============================================================

static void print_fields(const struct report *r, const char *what,
                         const char *name, int i, const struct figure *f)
{
    for (; f->name; f++) {
        struct estimate e = estimate_figure(r, f, i);
        fprintf(r->out, "%s,%s,%s,", what, name, f->name);
        if (isfinite(e.mean)) fprintf(r->out, "%.6g", e.mean);
        putc(',', r->out);
        if (isfinite(e.half)) fprintf(r->out, "%.6g", e.half);
        putc('\n', r->out);
    }
}

void report_csv(const struct report *r)
{
    const struct model *m = r->model;
    fputs("what,name,figure,mean,half\n", r->out);
    for (int i = 0; i < m->station_count; i++)
        print_fields(r, "station", m->stations[i].name, i, station_figures);
    for (int i = 0; i < m->source_count; i++)
        print_fields(r, "source", m->sources[i].name, i, source_figures);
}
