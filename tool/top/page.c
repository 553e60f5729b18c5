// SPDX-License-Identifier: MIT
// page.c: the pages of csp-top, as lines of text. Owns what they are ordered
// by.
#include "top/top.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>

static const char *page_name(enum page page)
{
    static const char *const names[] = {"tasks", "channels", "workers",
                                        "warnings"};
    return names[page];
}

static const char *page_sort_name(enum page page, enum sort sort)
{
    static const char *const tasks[] = {"time", "waits", "wakes",
                                        "longest turn", "number"},
                             *const channels[] = {"operations", "waits",
                                                  "length", "time waited",
                                                  "number"};
    if (page == PAGE_TASKS) return tasks[sort];
    return page == PAGE_CHANNELS ? channels[sort] : "number";
}

// -- tasks -------------------------------------------------------------------

// With what goes on now.
static int64_t run_time(const struct top *top, const struct task *task)
{
    bool runs = task->doing == DOING_RUN;
    return task->run + (runs ? top->now - task->since : 0);
}

static int64_t longest_turn(const struct top *top, const struct task *task)
{
    int64_t now = task->doing == DOING_RUN ? top->now - task->since : 0;
    return now > task->longest ? now : task->longest;
}

// Large first; by number, small.
static int64_t weight(const struct top *top, const struct task *task)
{
    switch (top->sort) {
    case SORT_TIME: return run_time(top, task);
    case SORT_WAITS: return (int64_t)task->waits;
    case SORT_WAKES: return (int64_t)task->wakes;
    case SORT_TURN: return longest_turn(top, task);
    case SORT_NUMBER:
    case SORTS: break;
    }
    return -(int64_t)task->number;
}

static const char *doing_text(struct arena *arena, const struct task *task)
{
    if (task->doing == DOING_RUN) return "runs";
    if (task->doing == DOING_READY) return "ready";
    return replay_wait_text(arena, task);
}

static const char *begun_as(const struct task *task)
{
    return task->begun ? task->begun->name : "?";
}

static void add_task(struct top *top, struct lines *lines, struct task *task)
{
    struct arena *a = lines->arena;
    line_add(top, lines, task, "%6u %-16.16s %9s %8lu %8lu %9s %9s  %s: %s",
             task->number, begun_as(task),
             line_time(lines, run_time(top, task)), task->waits, task->wakes,
             line_time(lines, longest_turn(top, task)),
             line_time(lines, top->now - task->since),
             replay_place_text(a, task->place), doing_text(a, task));
}

static void make_tasks(struct top *top, struct lines *lines)
{
    struct ranks all = {0};
    for (size_t i = 0; i < top->replay.all_tasks.count; i++) {
        struct task *task = top->replay.all_tasks.at[i];
        rank_add(lines->arena, &all, weight(top, task), task->number, task);
    }
    rank_sort(&all);
    line_head(lines, "%6s %-16s %9s %8s %8s %9s %9s  %s", "task", "begun as",
              "time", "waits", "wakes", "longest", "since", "where");
    for (size_t i = 0; i < all.count; i++)
        add_task(top, lines, all.at[i].what);
}

// -- channels ----------------------------------------------------------------

static int64_t chan_weight(const struct top *top, const struct chan *c)
{
    switch (top->sort) {
    case SORT_WAITS: return (int64_t)c->waits;
    case SORT_WAKES: return (int64_t)c->length;
    case SORT_TURN: return c->waited;
    case SORT_NUMBER: return -(int64_t)c->number;
    case SORT_TIME:
    case SORTS: break;
    }
    return (int64_t)replay_operations(c);
}

static void add_chan(struct top *top, struct lines *lines, const struct chan *c)
{
    struct arena *a = lines->arena;
    line_add(top, lines, NULL, "%10lu %10lu %9s %8lu %9s  %s%s",
             replay_operations(c), c->sends, replay_room_text(a, c, c->length),
             c->waits, line_time(lines, c->waited),
             replay_is_lock(c) ? "lock " : "", replay_chan_text(a, c));
}

static void make_channels(struct top *top, struct lines *lines)
{
    struct ranks all = {0};
    for (size_t i = 0; i < top->replay.all_chans.count; i++) {
        struct chan *c = top->replay.all_chans.at[i];
        rank_add(lines->arena, &all, chan_weight(top, c), c->number, c);
    }
    rank_sort(&all);
    line_head(lines, "%10s %10s %9s %8s %9s  %s", "operations", "sends",
              "length", "waits", "waited", "channel");
    for (size_t i = 0; i < all.count; i++)
        add_chan(top, lines, all.at[i].what);
}

// -- workers -----------------------------------------------------------------

static void make_workers(struct top *top, struct lines *lines)
{
    struct arena *a = lines->arena;
    int64_t passed = top->now - top->shown;
    line_head(lines, "%6s %6s %10s %6s  %s", "worker", "busy", "turns", "queue",
              "runs");
    for (uint32_t i = 0; i + 1 < top->trace.head.rings; i++) {
        struct worker *w = &top->workers[i];
        struct lane *lane = &top->replay.lanes[i];
        int64_t busy =
            w->busy + (lane->running ? top->now - lane->turn.from : 0);
        double share =
            passed > 0 ? 100.0 * (double)(busy - w->last_busy) / (double)passed
                       : 0;
        w->last_busy = busy;
        const char *runs =
            lane->running ? replay_place_text(a, lane->turn.place) : "";
        line_add(top, lines, NULL, "%6u %5.0f%% %10lu %6u  %s", i,
                 share > 100 ? 100 : share, w->turns, w->queued, runs);
    }
}

// -- the whole ---------------------------------------------------------------

static bool has_ended(const struct top *top)
{
    return kill((pid_t)top->trace.head.pid, 0) < 0 && errno == ESRCH;
}

static void add_title(struct top *top, struct lines *lines)
{
    struct arena *a = lines->arena;
    const char *lost = "";
    if (top->replay.lost)
        lost = arena_printf(a, ", %" PRIu64 " events missed", top->replay.lost);
    line_head(lines, "%s (%u)%s: %zu tasks, %s%s; %s by %s%s%s",
              top->trace.program, top->trace.head.pid,
              has_ended(top) ? " has ended" : "", top->replay.all_tasks.count,
              line_time(lines, top->now - top->replay.began), lost,
              page_name(top->page), page_sort_name(top->page, top->sort),
              *top->filter ? " with " : "", top->filter);
}

void page_make(struct top *top, struct lines *lines)
{
    add_title(top, lines);
    switch (top->page) {
    case PAGE_TASKS: make_tasks(top, lines); break;
    case PAGE_CHANNELS: make_channels(top, lines); break;
    case PAGE_WORKERS: make_workers(top, lines); break;
    case PAGE_WARNINGS: warn_all(top, lines); break;
    case PAGES: break;
    }
    top->shown = top->now;
}

void page_detail(struct top *top, struct task *task, struct lines *lines)
{
    struct arena *a = lines->arena;
    add_title(top, lines);
#define line(...) line_add(top, lines, NULL, __VA_ARGS__)
    line("task %u, begun as %s, 0x%" PRIx64, task->number, begun_as(task),
         task->address);
    line("started by task %u, last woken by task %u (0: nobody knows)",
         task->parent, task->waker);
    line("%s for %s", doing_text(a, task),
         line_time(lines, top->now - task->since));
    line("on the workers %s in %lu turns, the longest %s",
         line_time(lines, run_time(top, task)), task->turns,
         line_time(lines, longest_turn(top, task)));
    line("ready for %s, waited for %s in %lu waits, gave way %lu times",
         line_time(lines, task->ready), line_time(lines, task->waited),
         task->waits, task->yields);
    line("woke others %lu times", task->wakes);
    line("stack, the outermost first:");
    const struct csp_trace_node *node =
        task->ring ? load_node(&top->trace, task->ring, task->stack) : NULL;
    for (int i = 0; node && i < 64; i++) {
        struct place *at = load_place(&top->trace, node->step, node->resume);
        line("    %s %s", replay_place_text(a, at), at->text);
        node = load_node(&top->trace, task->ring, node->inner);
    }
#undef line
}
