// SPDX-License-Identifier: MIT
// warn.c: what looks like a mistake in a program that runs: turns that keep a
// worker for long, tasks that wake themselves, channels that are always full,
// locks that are always waited for. Owns what "always" is.
#include "top/top.h"

enum { FEW = 100, OFTEN = 90, HALF = 50 }; // events; per cent

static bool is_share(unsigned long part, unsigned long all, unsigned percent)
{
    return all >= FEW && part * 100 >= all * percent;
}

static void
warn_of_task(struct top *top, struct lines *lines, const struct task *task)
{
    const char *name = task->begun ? task->begun->name : "?";
    int64_t turn = task->longest;
    bool runs = task->doing == DOING_RUN;
    if (runs && top->now - task->since > turn) turn = top->now - task->since;
    if (turn >= top->turn_ns)
        line_add(top, lines, NULL,
                 "task %u, %s, kept its worker for %.1f ms in a turn",
                 task->number, name, (double)turn / 1e6);
    if (is_share(task->yields, task->turns, HALF))
        line_add(
            top, lines, NULL,
            "task %u, %s, wakes itself: %lu of %lu turns end in yield, at %s",
            task->number, name, task->yields, task->turns,
            replay_place_text(lines->arena, task->place));
}

static void
warn_of_chan(struct top *top, struct lines *lines, const struct chan *c)
{
    const char *name = replay_chan_text(lines->arena, c);
    if (replay_is_lock(c)) {
        if (is_share(c->waits, c->receives, HALF))
            line_add(top, lines, NULL,
                     "lock %s is waited for by %lu of %lu who take it", name,
                     c->waits, c->receives);
    } else if (c->capacity && is_share(c->full, c->sends, OFTEN)) {
        line_add(top, lines, NULL, "channel %s is full for %lu of %lu who send",
                 name, c->full, c->sends);
    }
}

void warn_all(struct top *top, struct lines *lines)
{
    struct replay *r = &top->replay;
    for (size_t i = 0; i < r->all_tasks.count; i++)
        warn_of_task(top, lines, r->all_tasks.at[i]);
    for (size_t i = 0; i < r->all_chans.count; i++)
        warn_of_chan(top, lines, r->all_chans.at[i]);
    if (r->lost)
        line_add(top, lines, NULL, "%llu events came too fast to be seen",
                 (unsigned long long)r->lost);
    if (lines->at.count == 0) line_add(top, lines, NULL, "nothing looks wrong");
}
