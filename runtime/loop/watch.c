// SPDX-License-Identifier: MIT
// watch.c: what a hog keeps from running, and threads that could not be had.
// Owns rt.look_at; sleep.c tells who looks, and when.
#include "loop/watch.h"

#include "io/poll.h"
#include "run/ready.h"
#include "run/scope.h"
#include "run/clock.h"
#include "loop/timers.h"
#include "run/wake.h"

// Takes over what waits behind another worker's endless step; true if anything.
static bool take_over(struct worker *w, struct worker *other)
{
    bool found = cspi_timers_run(w, &other->wheel, cspi_clock_now());
    for (struct task *t; (t = cspi_deque_take(&other->deque)); found = true)
        cspi_ready_push(w, t);
    struct task *task =
        atomic_load_explicit(&other->lifo, memory_order_relaxed);
    // Pairs with the release of cspi_ready_wake.
    if (task && atomic_compare_exchange_strong_explicit(
                    &other->lifo, &task, NULL, memory_order_acquire,
                    memory_order_relaxed)) {
        cspi_ready_push(w, task);
        found = true;
    }
    return found;
}

// What a hog keeps from running: its slot, its queue, its timers; and timers
// that are late. True if anything came.
static bool rescue(struct worker *w, struct worker *other, int64_t clock)
{
    unsigned long ticks =
        atomic_load_explicit(&other->ticks, memory_order_relaxed);
    bool stuck = atomic_exchange_explicit(&other->seen_ticks, ticks,
                                          memory_order_relaxed) == ticks;
    cspi_scope_time(other);
    if (stuck) return take_over(w, other);
    return cspi_wheel_next(&other->wheel) < clock - WATCH_NS &&
           cspi_timers_run(w, &other->wheel, clock);
}

// Threads could not be had some time ago: perhaps they can now.
static void count_withheld(int64_t now)
{
    unsigned counted = 0;
    pthread_mutex_lock(&cspi_rt.idle);
    if (now >= cspi_rt.try_at) {
        counted = cspi_rt.withheld;
        atomic_fetch_add(&cspi_rt.state, counted * STATE_IDLE);
        cspi_rt.withheld = 0;
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    if (counted > 0 && cspi_ready_visible()) cspi_notify();
}

void cspi_watch_look(struct worker *w, int64_t now)
{
    int64_t at = atomic_load_explicit(&cspi_rt.look_at, memory_order_relaxed);
    int64_t again =
        atomic_load_explicit(&cspi_rt.watch_ns, memory_order_relaxed);
    if (now < at ||
        !atomic_compare_exchange_strong(&cspi_rt.look_at, &at, now + again))
        return;
    unsigned started =
        atomic_load_explicit(&cspi_rt.started, memory_order_acquire);
    int64_t clock = cspi_clock_now();
    bool found = cspi_poll_wanted() && cspi_poll_look(w);
    for (unsigned i = 0; i < started; i++)
        if (cspi_rt.workers[i] != w && rescue(w, cspi_rt.workers[i], clock))
            found = true;
    again = found                  ? WATCH_FIRST_NS
            : again < WATCH_NS / 2 ? 2 * again
                                   : WATCH_NS;
    atomic_store_explicit(&cspi_rt.watch_ns, again, memory_order_relaxed);
    if (started < cspi_rt.count) count_withheld(now);
}
