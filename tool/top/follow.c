// SPDX-License-Identifier: MIT
// follow.c: the events that have come since the last look, as sums of each
// worker; those of tasks and channels are the replay's.
#include "top/top.h"

#include <time.h>

enum { LATE_NS = 1000000 }; // who writes an event may take so long for it

static void begun(struct replay *r, const struct turn *turn, unsigned queued)
{
    struct top *top = r->on.own;
    top->workers[turn->worker].queued = queued & 0xffff;
}

static void ran(struct replay *r, const struct turn *turn)
{
    struct top *top = r->on.own;
    struct worker *worker = &top->workers[turn->worker];
    worker->busy += turn->to - turn->from;
    worker->turns++;
}

void follow_begin(struct top *top)
{
    uint32_t rings = top->trace.head.rings;
    top->workers = arena_alloc(top->trace.arena, rings * sizeof *top->workers);
    replay_init(&top->replay, &top->trace,
                (struct listener){.own = top, .begun = begun, .ran = ran});
    top->replay.live = true;
}

void follow(struct top *top)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    int64_t now = (int64_t)t.tv_sec * 1000000000 + t.tv_nsec -
                  top->trace.head.began - LATE_NS;
    replay_run(&top->replay, now > 0 ? (uint64_t)now : 0);
    replay_forget(&top->replay);
    bool is_ahead = now >= top->replay.now && !load_is_virtual(&top->trace);
    top->now = is_ahead ? now : top->replay.now;
}
