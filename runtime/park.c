// SPDX-License-Identifier: MIT
// park.c: sleeping workers.
//
// Owns rt.state, rt.sleepers and rt.watcher. No wake-up is lost: who pushes
// writes a queue and then reads rt.state; who parks changes rt.state and then
// reads the queues; all four sequentially consistent, so at least one of the
// two sees the other. A push that sees a searching worker wakes nobody: that
// worker either finds the task or, in giving up, changes rt.state and reads the
// queues; in finding another task, it looks again if it was the last to search
// (cspi_search_end).
// A task in a LIFO slot is invisible to all this, and so is a timer of a worker
// that computes for long. So every few milliseconds somebody looks after the
// others (cspi_park_look): takes over what a worker that has not ended its step
// since the last look keeps waiting, and timers that are late. It is a busy
// worker, between two tasks, or a sleeping one, the watcher: it wakes up that
// often while somebody runs. While all sleep it wakes up that long after the
// first timer: whoever is woken by a timer need not wake it to be watched, and
// it looks at most once for several. Without timers nobody wakes up.
#include "park.h"

#include "blocking.h"
#include "deadlock.h"
#include "schedule.h"
#include "sys.h"
#include "task.h"

// rt.idle is held.
static unsigned running_count(void)
{
    return cspi_rt.count - cspi_rt.withheld -
           cspi_idle_count(atomic_load(&cspi_rt.state));
}

// rt.idle is held.
static void set_watcher(struct worker *worker, int64_t until)
{
    cspi_rt.watcher = worker;
    atomic_store_explicit(&cspi_rt.watch_at, until, memory_order_relaxed);
}

// rt.idle is held; `worker` is listed.
static void unlist(struct worker *worker)
{
    struct worker **link = &cspi_rt.sleepers;
    while (*link != worker)
        link = &(*link)->sleeper;
    *link = worker->sleeper;
    if (cspi_rt.watcher == worker) set_watcher(NULL, CSPI_NEVER);
    atomic_store_explicit(&worker->asleep, 0, memory_order_relaxed);
}

// rt.idle is held. The woken worker counts as searching from now on, so that a
// burst of pushes wakes one worker only.
static struct worker *wake_sleeper(bool searching)
{
    struct worker *worker = cspi_rt.sleepers;
    if (!worker) return NULL;
    unlist(worker);
    worker->searching = searching;
    atomic_fetch_sub(&cspi_rt.state,
                     STATE_IDLE - (searching ? STATE_SEARCHING : 0));
    return worker;
}

static void wake_thread(struct worker *worker)
{
    if (worker) cspi_futex_wake(&worker->asleep, 1);
}

void cspi_notify_slow(void)
{
    struct worker *woken = NULL;
    pthread_mutex_lock(&cspi_rt.idle);
    unsigned state = atomic_load(&cspi_rt.state);
    if (cspi_idle_count(state) > 0 && cspi_searching_count(state) == 0) {
        woken = wake_sleeper(true);
        if (!woken) cspi_sched_start_worker();
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    wake_thread(woken);
}

void cspi_wake_all(void)
{
    pthread_mutex_lock(&cspi_rt.idle);
    for (struct worker *w; (w = wake_sleeper(false));)
        wake_thread(w);
    pthread_mutex_unlock(&cspi_rt.idle);
}

void cspi_park_recheck(void)
{
    if (!cspi_rt.checking && running_count() == 0)
        wake_thread(wake_sleeper(false));
}

bool cspi_search_begin(struct worker *worker)
{
    if (worker->searching) return true;
    unsigned state = atomic_load(&cspi_rt.state);
    if (2 * cspi_searching_count(state) >= cspi_rt.count) return false;
    atomic_fetch_add(&cspi_rt.state, STATE_SEARCHING);
    worker->searching = true;
    return true;
}

void cspi_search_end(struct worker *worker)
{
    if (!worker->searching) return;
    worker->searching = false;
    unsigned state = atomic_fetch_sub(&cspi_rt.state, STATE_SEARCHING);
    if (cspi_searching_count(state) == 1 && cspi_idle_count(state) > 0 &&
        cspi_sched_work_visible())
        cspi_notify();
}

// What a hog keeps from running: its slot, its queue, its timers; and timers
// that are late. True if anything came.
static bool rescue(struct worker *w, struct worker *other, int64_t now)
{
    unsigned long ticks =
        atomic_load_explicit(&other->ticks, memory_order_relaxed);
    bool stuck = atomic_exchange_explicit(&other->seen_ticks, ticks,
                                          memory_order_relaxed) == ticks;
    if (stuck) return cspi_sched_rescue(w, other);
    return cspi_wheel_next(&other->wheel) < now - WATCH_NS &&
           cspi_sched_rescue_timers(w, other);
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
    if (counted > 0 && cspi_sched_work_visible()) cspi_notify();
}

void cspi_park_withhold(void)
{
    static const int64_t first_ns = 10000000, last_ns = 1000000000;
    unsigned none = cspi_rt.count - atomic_load(&cspi_rt.started);
    atomic_fetch_sub(&cspi_rt.state, (none - cspi_rt.withheld) * STATE_IDLE);
    cspi_rt.withheld = none;
    cspi_rt.try_ns = cspi_rt.try_ns ? 2 * cspi_rt.try_ns : first_ns;
    if (cspi_rt.try_ns > last_ns) cspi_rt.try_ns = last_ns;
    cspi_rt.try_at = cspi_deadline(cspi_rt.try_ns);
}

void cspi_park_look(struct worker *w, int64_t now)
{
    int64_t at = atomic_load_explicit(&cspi_rt.look_at, memory_order_relaxed);
    if (now < at ||
        !atomic_compare_exchange_strong(&cspi_rt.look_at, &at, now + WATCH_NS))
        return;
    unsigned started =
        atomic_load_explicit(&cspi_rt.started, memory_order_acquire);
    for (unsigned i = 0; i < started; i++)
        if (cspi_rt.workers[i] != w) rescue(w, cspi_rt.workers[i], now);
    if (started < cspi_rt.count) count_withheld(now);
}

// Lists the worker as asleep, no longer searching.
static void prepare(struct worker *worker)
{
    worker->sleeper = cspi_rt.sleepers;
    cspi_rt.sleepers = worker;
    atomic_store_explicit(&worker->asleep, 1, memory_order_relaxed);
    unsigned searching = worker->searching ? STATE_SEARCHING : 0;
    worker->searching = false;
    atomic_fetch_add(&cspi_rt.state, STATE_IDLE - searching);
}

// The first deadline of all. rt.idle is held.
static int64_t first_timer(void)
{
    int64_t first = CSPI_NEVER;
    unsigned started = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < started; i++) {
        int64_t next = cspi_wheel_next(&cspi_rt.workers[i]->wheel);
        if (next < first) first = next;
    }
    return first;
}

// Sees to it that somebody wakes up soon after this moment, if not `worker`:
// then its new deadline. rt.idle is held.
static int64_t
watch_after(struct worker *worker, int64_t from, int64_t deadline)
{
    if (worker->alone || from == CSPI_NEVER) return deadline;
    int64_t until = from + WATCH_NS;
    if (atomic_load_explicit(&cspi_rt.watch_at, memory_order_relaxed) <= until)
        return deadline;
    set_watcher(worker, until);
    return until < deadline ? until : deadline;
}

// Until when may this worker sleep? rt.idle is held. The last to sleep looks
// for a deadlock, and if a thread unknown to us may still act, looks again.
static int64_t sleep_until(struct worker *worker, bool *checks)
{
    int64_t deadline = cspi_wheel_next(&worker->wheel);
    *checks = false;
    if (running_count() > 0) return watch_after(worker, cspi_now(), deadline);
    deadline = watch_after(worker, first_timer(), deadline);
    int64_t again = cspi_deadlock_check(), look = cspi_blocking_look_at();
    if (look < deadline) deadline = look;
    if (again == CSPI_NEVER) return deadline;
    *checks = cspi_rt.checking = true;
    return again < deadline ? again : deadline;
}

// Nobody sleeps who could look after the others. One more worker can, if there
// are tasks that wait while others run. rt.idle is held.
static void start_watcher(void)
{
    unsigned started = atomic_load(&cspi_rt.started);
    if (!cspi_rt.withheld && started < cspi_rt.count &&
        cspi_task_count() > running_count())
        cspi_sched_start_worker();
}

void cspi_park_watched(int64_t now)
{
    if (atomic_load_explicit(&cspi_rt.watch_at, memory_order_relaxed) <=
        now + WATCH_NS)
        return;
    pthread_mutex_lock(&cspi_rt.idle);
    struct worker *woken = NULL;
    if (atomic_load_explicit(&cspi_rt.watch_at, memory_order_relaxed) >
            now + WATCH_NS &&
        !atomic_load(&cspi_rt.stopped)) {
        woken = wake_sleeper(false);
        if (!woken) start_watcher();
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    wake_thread(woken);
}

// Not asleep any more, whoever ended it.
static void leave(struct worker *worker, bool checks)
{
    pthread_mutex_lock(&cspi_rt.idle);
    if (checks) cspi_rt.checking = false;
    if (atomic_load_explicit(&worker->asleep, memory_order_relaxed)) {
        unlist(worker);
        atomic_fetch_sub(&cspi_rt.state, STATE_IDLE);
    }
    pthread_mutex_unlock(&cspi_rt.idle);
}

void cspi_park(struct worker *worker)
{
    bool checks = false;
    pthread_mutex_lock(&cspi_rt.idle);
    prepare(worker);
    if (!cspi_sched_work_visible() && !atomic_load(&cspi_rt.stopped)) {
        int64_t deadline = sleep_until(worker, &checks);
        pthread_mutex_unlock(&cspi_rt.idle);
        cspi_futex_wait(&worker->asleep, 1, deadline);
        bool by_itself = atomic_load(&worker->asleep);
        leave(worker, checks);
        if (by_itself && !worker->alone) cspi_park_look(worker, cspi_now());
        cspi_blocking_look();
        return;
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    leave(worker, checks);
}
