// SPDX-License-Identifier: MIT
// wake.c: waking workers.
//
// Owns rt.sleepers and rt.watcher. No wake-up is lost, as sleep.c tells.
#include "run/wake.h"

#include "base/sys.h"
#include "run/worker.h"

void cspi_wake_unlist(struct worker *worker)
{
    struct worker **link = &cspi_rt.sleepers;
    while (*link != worker)
        link = &(*link)->sleeper;
    *link = worker->sleeper;
    if (cspi_rt.watcher == worker) cspi_wake_watcher(NULL, CSPI_NEVER);
    atomic_store_explicit(&worker->asleep, 0, memory_order_relaxed);
}

// Rather not the one that sleeps in the poller: another would have to go there.
struct worker *cspi_wake_sleeper(bool searching)
{
    struct worker *worker = cspi_rt.sleepers;
    if (!worker) return NULL;
    if (worker == atomic_load(&cspi_rt.poller) && worker->sleeper)
        worker = worker->sleeper;
    cspi_wake_unlist(worker);
    worker->searching = searching;
    atomic_fetch_sub(&cspi_rt.state,
                     STATE_IDLE - (searching ? STATE_SEARCHING : 0));
    return worker;
}

void cspi_wake_fd(void)
{
    cspi_wake_write(atomic_load(&cspi_rt.wake_fd));
}

void cspi_wake_thread(struct worker *worker)
{
    if (!worker) return;
    cspi_bias_drop();
    if (atomic_load(&worker->polls))
        cspi_wake_fd();
    else
        cspi_futex_wake(&worker->asleep, 1);
}

void cspi_notify_slow(void)
{
    struct worker *woken = NULL;
    pthread_mutex_lock(&cspi_rt.idle);
    unsigned state = atomic_load(&cspi_rt.state);
    if (cspi_idle_count(state) > 0 && cspi_searching_count(state) == 0) {
        woken = cspi_wake_sleeper(true);
        if (!woken) cspi_worker_start();
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_wake_thread(woken);
}

void cspi_notify_push_slow(struct worker *w)
{
    unsigned length = cspi_deque_length(&w->deque);
    if (length < w->push_worth) return;
    cspi_notify_slow();
    w->push_worth = atomic_load_explicit(&w->worth, memory_order_relaxed);
    if (length >= w->push_worth) w->guess_ns = GUESS_NS;
    w->guess_at = cspi_deadline(w->guess_ns);
    if (w->guess_ns < GUESS_MOST_NS) w->guess_ns *= 2;
}

void cspi_wake_worker(struct worker *worker)
{
    if (!worker) return;
    pthread_mutex_lock(&cspi_rt.idle);
    bool sleeps = atomic_load_explicit(&worker->asleep, memory_order_relaxed);
    if (sleeps) {
        cspi_wake_unlist(worker);
        atomic_fetch_sub(&cspi_rt.state, STATE_IDLE);
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    if (sleeps) cspi_wake_thread(worker);
}

void cspi_wake_all(void)
{
    pthread_mutex_lock(&cspi_rt.idle);
    for (struct worker *w; (w = cspi_wake_sleeper(false));)
        cspi_wake_thread(w);
    pthread_mutex_unlock(&cspi_rt.idle);
}

void cspi_wake_recheck(void)
{
    if (!cspi_rt.checking && cspi_wake_running() == 0)
        cspi_wake_thread(cspi_wake_sleeper(false));
}
