// SPDX-License-Identifier: MIT
// report.c: the tables of csp-trace.
//
// Owns the sums: of each place where tasks wait, with who wakes them there; of
// each function; of each place where long turns begin.
#include "trace/report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 10, LONG_NS = 1000000 };

struct sum {
    unsigned long times;
    int64_t total, longest;
};

struct pair {
    struct function *by;
    enum csp_trace_waker how;
    struct sum sum;
};

struct waits_at {
    struct place *place;
    const char *text; // what for
    struct sum sum;
    unsigned long still; // wait there at the end
    VEC(struct pair) by;
};

struct function_sums {
    struct function *function;
    struct sum run, wait;
};

struct turns_at {
    struct place *place;
    struct sum sum;
};

struct report {
    struct arena *arena;
    struct map waits, functions, turns; // by place, function, place
    VEC(struct waits_at *) all_waits;
    VEC(struct function_sums *) all_functions;
    VEC(struct turns_at *) all_turns;
    unsigned workers; // that ran anything
    unsigned long turn_count;
};

static void add(struct sum *sum, int64_t ns)
{
    sum->times++;
    sum->total += ns;
    if (ns > sum->longest) sum->longest = ns;
}

// -- collecting --------------------------------------------------------------

static struct function_sums *
of_function(struct report *report, struct function *function)
{
    union map_value *at =
        map_put(report->arena, &report->functions, map_key(function));
    struct function_sums *sums = at->pointer;
    if (sums) return sums;
    at->pointer = sums = ARENA_NEW(report->arena, struct function_sums);
    sums->function = function;
    vec_push(report->arena, &report->all_functions, sums);
    return sums;
}

static struct waits_at *of_wait(struct report *report, const struct task *task)
{
    union map_value *at =
        map_put(report->arena, &report->waits, map_key(task->place));
    struct waits_at *waits = at->pointer;
    if (waits) return waits;
    at->pointer = waits = ARENA_NEW(report->arena, struct waits_at);
    waits->place = task->place;
    waits->text = replay_wait_text(report->arena, task);
    vec_push(report->arena, &report->all_waits, waits);
    return waits;
}

static struct sum *of_pair(struct report *report, struct waits_at *waits,
                           struct function *by, enum csp_trace_waker how)
{
    for (size_t i = 0; i < waits->by.count; i++)
        if (waits->by.at[i].by == by && waits->by.at[i].how == how)
            return &waits->by.at[i].sum;
    vec_push(report->arena, &waits->by, ((struct pair){.by = by, .how = how}));
    return &waits->by.at[waits->by.count - 1].sum;
}

static void ran(struct replay *r, const struct turn *turn)
{
    struct report *report = r->on.own;
    int64_t ns = turn->to - turn->from;
    report->turn_count++;
    if (turn->worker >= report->workers) report->workers = turn->worker + 1;
    add(&of_function(report, turn->place->function)->run, ns);
    if (ns < LONG_NS) return;
    union map_value *at =
        map_put(report->arena, &report->turns, map_key(turn->place));
    struct turns_at *turns = at->pointer;
    if (!turns) {
        at->pointer = turns = ARENA_NEW(report->arena, struct turns_at);
        turns->place = turn->place;
        vec_push(report->arena, &report->all_turns, turns);
    }
    add(&turns->sum, ns);
}

static void woken(struct replay *r, struct task *task, struct task *by,
                  enum csp_trace_waker how)
{
    struct report *report = r->on.own;
    int64_t ns = r->now - task->since;
    if (task->doing != DOING_WAIT) return;
    struct waits_at *waits = of_wait(report, task);
    add(&waits->sum, ns);
    add(&of_function(report, task->place->function)->wait, ns);
    add(of_pair(report, waits, by ? by->place->function : NULL, how), ns);
}

// At the end.
static void still_waits(struct report *report, struct replay *r)
{
    for (size_t i = 0; i < r->all_tasks.count; i++) {
        struct task *task = r->all_tasks.at[i];
        if (task->doing != DOING_WAIT) continue;
        struct waits_at *waits = of_wait(report, task);
        add(&waits->sum, r->now - task->since);
        add(&of_function(report, task->place->function)->wait,
            r->now - task->since);
        waits->still++;
    }
}

// -- printing ----------------------------------------------------------------

// Five digits or so.
static const char *time_text(struct arena *arena, int64_t ns)
{
    double value = (double)ns;
    if (ns < 10000) return arena_printf(arena, "%" PRId64 " ns", ns);
    if (ns < 1000000) return arena_printf(arena, "%.1f us", value / 1e3);
    if (ns < 1000000000) return arena_printf(arena, "%.3f ms", value / 1e6);
    return arena_printf(arena, "%.3f s", value / 1e9);
}

static int by_sum(const struct sum *a, const struct sum *b)
{
    if (a->longest != b->longest) return a->longest > b->longest ? -1 : 1;
    if (a->total != b->total) return a->total > b->total ? -1 : 1;
    return 0;
}

static int by_total(const struct sum *a, const struct sum *b)
{
    if (a->total != b->total) return a->total > b->total ? -1 : 1;
    return (a->times < b->times) - (a->times > b->times);
}

static int compare_places(const struct place *a, const struct place *b)
{
    int files = strcmp(a->function->file, b->function->file);
    return files ? files : (a->line > b->line) - (a->line < b->line);
}

static int compare_waits(const void *one, const void *other)
{
    const struct waits_at *a = *(struct waits_at *const *)one,
                          *b = *(struct waits_at *const *)other;
    int order = by_sum(&a->sum, &b->sum);
    return order ? order : compare_places(a->place, b->place);
}

static int compare_functions(const void *one, const void *other)
{
    const struct function_sums *a = *(struct function_sums *const *)one,
                               *b = *(struct function_sums *const *)other;
    int order = by_total(&a->run, &b->run);
    return order ? order
                 : compare_places(&a->function->head, &b->function->head);
}

static int compare_turns(const void *one, const void *other)
{
    const struct turns_at *a = *(struct turns_at *const *)one,
                          *b = *(struct turns_at *const *)other;
    int order = by_sum(&a->sum, &b->sum);
    return order ? order : compare_places(a->place, b->place);
}

struct row { // of "who waits for whom"
    struct waits_at *waits;
    struct pair *pair;
};

static int compare_rows(const void *one, const void *other)
{
    const struct row *a = one, *b = other;
    int order = by_total(&a->pair->sum, &b->pair->sum);
    return order ? order : compare_places(a->waits->place, b->waits->place);
}

#define sort(vec, compare)                                                     \
    ((vec)->count ? qsort((vec)->at, (vec)->count, sizeof *(vec)->at, compare) \
                  : (void)0)

static void print_more(FILE *out, size_t count)
{
    if (count > ROWS) fprintf(out, "  and %zu more\n", count - ROWS);
}

static void print_waits(FILE *out, struct report *report)
{
    sort(&report->all_waits, compare_waits);
    if (report->all_waits.count == 0) return;
    fprintf(out, "\nlongest waits\n%12s %12s %9s  where\n", "longest", "in all",
            "times");
    for (size_t i = 0; i < report->all_waits.count && i < ROWS; i++) {
        struct waits_at *w = report->all_waits.at[i];
        fprintf(out, "%12s %12s %9lu  %s: %s",
                time_text(report->arena, w->sum.longest),
                time_text(report->arena, w->sum.total), w->sum.times,
                replay_place_text(report->arena, w->place), w->text);
        if (w->still) fprintf(out, " (%lu to the end)", w->still);
        fputc('\n', out);
    }
    print_more(out, report->all_waits.count);
}

static const char *waker_text(const struct pair *pair)
{
    if (pair->by) return pair->by->shown;
    if (pair->how == CSP_TRACE_BY_TIMER) return "time";
    if (pair->how == CSP_TRACE_BY_FD) return "a descriptor";
    return "another thread";
}

static void print_pairs(FILE *out, struct report *report)
{
    VEC(struct row) rows = {0};
    for (size_t i = 0; i < report->all_waits.count; i++) {
        struct waits_at *w = report->all_waits.at[i];
        for (size_t k = 0; k < w->by.count; k++)
            vec_push(report->arena, &rows, ((struct row){w, &w->by.at[k]}));
    }
    sort(&rows, compare_rows);
    if (rows.count == 0) return;
    fprintf(out, "\nwho waits for whom\n%12s %12s %9s  who, and who ends it\n",
            "in all", "longest", "times");
    for (size_t i = 0; i < rows.count && i < ROWS; i++)
        fprintf(out, "%12s %12s %9lu  %s: %s <- %s\n",
                time_text(report->arena, rows.at[i].pair->sum.total),
                time_text(report->arena, rows.at[i].pair->sum.longest),
                rows.at[i].pair->sum.times,
                replay_place_text(report->arena, rows.at[i].waits->place),
                rows.at[i].waits->text, waker_text(rows.at[i].pair));
    print_more(out, rows.count);
}

static void print_chan(FILE *out, struct report *report, const struct chan *c)
{
    struct arena *a = report->arena;
    fprintf(out, "%10lu %9lu %9s %9lu %12s  %s%s\n", replay_operations(c),
            c->sends, replay_room_text(a, c, c->most), c->waits,
            time_text(a, c->waited), replay_is_lock(c) ? "lock " : "",
            replay_chan_text(a, c));
}

static void print_chans(FILE *out, struct report *report, struct replay *r)
{
    struct ranks ranks = {0};
    if (r->all_chans.count == 0) return;
    for (size_t i = 0; i < r->all_chans.count; i++) {
        struct chan *c = r->all_chans.at[i];
        rank_add(report->arena, &ranks, (int64_t)replay_operations(c),
                 c->number, c);
    }
    rank_sort(&ranks);
    fprintf(out, "\nbusiest channels\n%10s %9s %9s %9s %12s\n", "operations",
            "sends", "length", "waits", "waited");
    for (size_t i = 0; i < ranks.count && i < ROWS; i++)
        print_chan(out, report, ranks.at[i].what);
    print_more(out, r->all_chans.count);
}

static void print_functions(FILE *out, struct report *report)
{
    sort(&report->all_functions, compare_functions);
    if (report->all_functions.count == 0) return;
    fprintf(out,
            "\ntime on the workers, and off them\n"
            "%12s %12s %9s %12s %9s  function\n",
            "on", "longest turn", "turns", "waiting", "waits");
    for (size_t i = 0; i < report->all_functions.count && i < ROWS; i++) {
        struct function_sums *f = report->all_functions.at[i];
        fprintf(out, "%12s %12s %9lu %12s %9lu  %s\n",
                time_text(report->arena, f->run.total),
                time_text(report->arena, f->run.longest), f->run.times,
                time_text(report->arena, f->wait.total), f->wait.times,
                f->function->shown);
    }
    print_more(out, report->all_functions.count);
}

static void print_turns(FILE *out, struct report *report)
{
    sort(&report->all_turns, compare_turns);
    if (report->all_turns.count == 0) return;
    fprintf(out, "\nturns over 1 ms\n%12s %12s %9s  since\n", "longest",
            "in all", "times");
    for (size_t i = 0; i < report->all_turns.count && i < ROWS; i++) {
        struct turns_at *t = report->all_turns.at[i];
        fprintf(out, "%12s %12s %9lu  %s\n",
                time_text(report->arena, t->sum.longest),
                time_text(report->arena, t->sum.total), t->sum.times,
                replay_place_text(report->arena, t->place));
    }
    print_more(out, report->all_turns.count);
}

static void print_head(FILE *out, struct report *report, struct replay *r)
{
    fprintf(out, "%s: %lu turns of %zu tasks on %u worker%s in %s%s\n",
            r->trace->program, report->turn_count, r->all_tasks.count,
            report->workers, report->workers == 1 ? "" : "s",
            time_text(report->arena, r->now - r->began),
            load_is_virtual(r->trace) ? " of virtual time" : "");
    if (r->lost)
        fprintf(out,
                "what is older was overwritten: %" PRIu64
                " events (CSP_TRACE_SIZE keeps more)\n",
                r->lost);
}

void report_print(FILE *out, struct trace *trace)
{
    struct report report = {.arena = trace->arena};
    struct replay r;
    replay_init(&r, trace,
                (struct listener){.own = &report, .ran = ran, .woken = woken});
    replay_run(&r, UINT64_MAX);
    still_waits(&report, &r);
    print_head(out, &report, &r);
    print_waits(out, &report);
    print_pairs(out, &report);
    print_chans(out, &report, &r);
    print_functions(out, &report);
    print_turns(out, &report);
}
