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
// that computes for long. So while any worker runs, one of the sleeping ones,
// the watcher, wakes up every few milliseconds and takes over what a worker
// that has not ended its step since the last look keeps waiting. When all
// sleep, nobody wakes up but for a timer.
#include "park.h"

#include "blocking.h"
#include "deadlock.h"
#include "schedule.h"
#include "sys.h"
#include "task.h"

static const int64_t watch_ns = 5000000;

static unsigned running_count(void)
{
    return cspi_rt.count - cspi_idle_count(atomic_load(&cspi_rt.state));
}

// rt.idle is held; `worker` is listed.
static void unlist(struct worker *worker)
{
    struct worker **link = &cspi_rt.sleepers;
    while (*link != worker)
        link = &(*link)->sleeper;
    *link = worker->sleeper;
    if (cspi_rt.watcher == worker) cspi_rt.watcher = NULL;
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

// What a hog keeps from running: its slot, its timers. True if anything came.
static bool rescue(struct worker *watcher, struct worker *other)
{
    unsigned long ticks =
        atomic_load_explicit(&other->ticks, memory_order_relaxed);
    bool stuck = atomic_exchange_explicit(&other->seen_ticks, ticks,
                                          memory_order_relaxed) == ticks;
    return stuck && cspi_sched_rescue(watcher, other);
}

// The watcher has woken up by itself and is not listed any more; another may
// have become the watcher meanwhile.
static bool watch(struct worker *watcher)
{
    bool found = false;
    unsigned started =
        atomic_load_explicit(&cspi_rt.started, memory_order_acquire);
    for (unsigned i = 0; i < started; i++)
        if (cspi_rt.workers[i] != watcher)
            found |= rescue(watcher, cspi_rt.workers[i]);
    return found;
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

// Until when may this worker sleep? rt.idle is held. The last to sleep looks
// for a deadlock, and if a thread unknown to us may still act, looks again.
static int64_t sleep_until(struct worker *worker, bool *checks)
{
    int64_t deadline = cspi_wheel_next(&worker->wheel);
    *checks = false;
    if (running_count() > 0) {
        if (cspi_rt.watcher) return deadline; // who looks for us
        cspi_rt.watcher = worker;
        int64_t watch = cspi_deadline(watch_ns);
        return watch < deadline ? watch : deadline;
    }
    int64_t again = cspi_deadlock_check(), look = cspi_blocking_look_at();
    if (look < deadline) deadline = look;
    if (again == CSPI_NEVER) return deadline;
    *checks = cspi_rt.checking = true;
    return again < deadline ? again : deadline;
}

void cspi_park_watch(void)
{
    unsigned started =
        atomic_load_explicit(&cspi_rt.started, memory_order_relaxed);
    unsigned idle = cspi_idle_count(atomic_load(&cspi_rt.state));
    if (idle <= cspi_rt.count - started ||
        atomic_load_explicit(&cspi_rt.watcher, memory_order_relaxed))
        return;
    pthread_mutex_lock(&cspi_rt.idle);
    struct worker *woken = NULL;
    if (!cspi_rt.watcher && !atomic_load(&cspi_rt.stopped))
        woken = wake_sleeper(false);
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
    bool checks = false, watches = false;
    pthread_mutex_lock(&cspi_rt.idle);
    prepare(worker);
    if (!cspi_sched_work_visible() && !atomic_load(&cspi_rt.stopped)) {
        int64_t deadline = sleep_until(worker, &checks);
        watches = cspi_rt.watcher == worker;
        pthread_mutex_unlock(&cspi_rt.idle);
        cspi_futex_wait(&worker->asleep, 1, deadline);
        bool by_itself = atomic_load(&worker->asleep);
        leave(worker, checks);
        if (watches && by_itself) watch(worker);
        cspi_blocking_look();
        return;
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    leave(worker, checks);
}
