// SPDX-License-Identifier: MIT
// ticker.c: chan_after, chan_tick, csp_timer: channels that time sends on.
//
// Owns struct ticker, which lies behind the ring of such a channel, under the
// channel's lock. While its timer is armed it holds a reference. Who takes the
// timer out of its wheel, whoever closes or stops or the one that finds it due,
// has that reference. Between a timer's being due and its sending it is in
// flight: who stops it then says so in the ticker, and nothing stale is sent.
#include "sync/ticker.h"

#include "base/public.h"
#include "base/race.h"
#include "base/stop.h"
#include "run/clock.h"
#include "run/rt.h"
#include "run/wake.h"
#include "run/worker.h"
#include "sync/chan.h"

// The lock is held, the timer in no wheel, the reference ours to give.
static struct worker *arm(struct chan *c, int64_t ns)
{
    struct ticker *ticker = cspi_chan_ticker(c);
    cspi_race_release(c); // to be learnt by who receives
    struct worker *here = cspi_worker_here();
    struct worker *w = here ? here : cspi_rt.workers[0];
    ticker->armed = true;
    ticker->wheel = &w->wheel;
    ticker->timer =
        (struct timer){.deadline = cspi_clock_deadline(ns), .who = TIMER_CHAN};
    cspi_timer_add(ticker->wheel, &ticker->timer);
    return here ? NULL : w;
}

static void *start(int64_t ns, enum ticker_kind kind)
{
    cspi_rt_init();
    cspi_worker_ensure();
    struct chan *c =
        cspi_chan_alloc(sizeof(int64_t), 1, CHAN_TIMED, sizeof(struct ticker));
    if (!c) return NULL;
    struct ticker *ticker = cspi_chan_ticker(c);
    *ticker = (struct ticker){.kind = (unsigned char)kind, .period = ns};
    atomic_store(&c->refs, 2);
    cspi_wake_worker(arm(c, ns));
    return c;
}

void *csp__chan_after(int64_t ns)
{
    return start(ns, TICKER_AFTER);
}

void *csp__chan_tick(int64_t ns, const char *file, int line)
{
    if (ns <= 0)
        cspi_stop_at(file, line, "chan_tick: period out of range (%lld)",
                     (long long)ns);
    return start(ns, TICKER_TICK);
}

void *csp__timer_start(int64_t ns)
{
    return start(ns, TICKER_TIMER);
}

// -- due ---------------------------------------------------------------------

// The lock is held. Behind those that nobody was there for.
static void arm_again(struct chan *c)
{
    struct ticker *ticker = cspi_chan_ticker(c);
    int64_t late = cspi_clock_now() - ticker->timer.deadline;
    ticker->timer.deadline += late / ticker->period * ticker->period;
    int64_t deadline = ticker->timer.deadline + ticker->period;
    ticker->timer = (struct timer){.deadline = deadline, .who = TIMER_CHAN};
    cspi_timer_add(ticker->wheel, &ticker->timer);
}

// The lock is held; true if the timer is armed again, and keeps its reference.
static bool send(struct chan *c, struct rest *rest)
{
    struct ticker *ticker = cspi_chan_ticker(c);
    if (ticker->stopped) {
        ticker->stopped = ticker->armed = false;
        if (ticker->restart) arm(c, ticker->restart_ns);
        ticker->restart = false;
        return ticker->armed;
    }
    int64_t now = cspi_clock_now();
    if (!c->closed) cspi_chan_try_send(c, &now, rest);
    ticker->armed =
        ticker->kind == TICKER_TICK && !c->closed && atomic_load(&c->refs) > 1;
    if (ticker->armed) arm_again(c);
    return ticker->armed;
}

void cspi_ticker_fire(struct worker *worker, struct timer *timer)
{
    struct chan *c = cspi_chan_of_ticker(timer);
    struct rest rest;
    cspi_rest_init(&rest);
    cspi_spin_lock(&c->lock);
    bool over = cspi_chan_ticker(c)->kind == TICKER_AFTER && !c->closed;
    bool armed = send(c, &rest);
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(worker, &rest);
    if (over) csp__close(c, __FILE__, __LINE__);
    if (!armed) csp__release(c, __FILE__, __LINE__);
}

// -- stop and reset ----------------------------------------------------------

static struct ticker *
lock(void *timer, const char *what, const char *file, int line)
{
    if (!timer) cspi_stop_at(file, line, "%s of a NULL timer", what);
    cspi_chan_lock_at(timer, what, file, line);
    struct chan *c = timer;
    if (c->mode == CHAN_TIMED) return cspi_chan_ticker(c);
    cspi_spin_unlock(&c->lock);
    cspi_stop_at(file, line, "%s of a channel that is no timer (%p)", what,
                 timer);
}

bool csp__timer_stop(void *timer, const char *file, int line)
{
    struct ticker *ticker = lock(timer, "csp_timer_stop", file, line);
    struct chan *c = timer;
    bool was_armed = ticker->armed && !ticker->stopped;
    bool ours =
        ticker->armed && cspi_timer_remove(ticker->wheel, &ticker->timer);
    if (ours) ticker->armed = false;
    ticker->stopped = ticker->armed;
    ticker->restart = false;
    cspi_chan_set_count(c, 0);
    cspi_spin_unlock(&c->lock);
    if (ours) csp__release(c, file, line);
    return was_armed;
}

bool csp__timer_reset(void *timer, int64_t ns, const char *file, int line)
{
    struct ticker *ticker = lock(timer, "csp_timer_reset", file, line);
    struct chan *c = timer;
    struct worker *wakes = NULL;
    bool was_armed = ticker->armed && !ticker->stopped;
    bool in_flight =
        ticker->armed && !cspi_timer_remove(ticker->wheel, &ticker->timer);
    ticker->period = ns;
    if (in_flight) {
        ticker->stopped = ticker->restart = true;
        ticker->restart_ns = ns;
    } else {
        if (!ticker->armed) atomic_fetch_add(&c->refs, 1);
        wakes = arm(c, ns);
    }
    cspi_chan_set_count(c, 0);
    cspi_spin_unlock(&c->lock);
    cspi_wake_worker(wakes);
    return was_armed;
}
