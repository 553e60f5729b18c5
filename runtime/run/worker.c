// SPDX-License-Identifier: MIT
// worker.c: birth of workers: the main thread, when main is a coroutine, and
// threads of their own, one for each need that a push sees (wake.c).
//
// Owns rt.workers, which only grows, and what is withheld. What a worker's
// thread runs is the loop's, which rt.run leads to.
#include "run/worker.h"

#include <errno.h>
#include <string.h>

#include "memory/alloc.h"
#include "base/stop.h"
#include "base/sys.h"
#include "run/trace.h"
#include "run/wake.h"

// rt.idle is held. Takes one of the places counted as idle in rt.state.
static struct worker *create_worker(void)
{
    unsigned index = atomic_load(&cspi_rt.started);
    if (index >= cspi_rt.count || atomic_load(&cspi_rt.stopped)) return NULL;
    struct worker *w = cspi_aligned(64, sizeof *w);
    if (!w) return NULL;
    memset(w, 0, sizeof *w);
    w->index = index;
    w->alone = w->deque.alone = cspi_rt.count == 1;
    w->deque.owner = &w->abi;
    w->counts_in = cspi_rt.tasks_most > 0 || cspi_rt.births;
    w->calm = w->abi.floor = FLOOR_CALM;
    cspi_trace_worker(w);
    w->turn = cspi_rt.seeded ? 1 : OPERATION_BUDGET;
    // A new one looks for its first task as those do that slept.
    w->poll_at = cspi_rt.seeded ? 0 : 1;
    w->rested = w->called = true;
    atomic_init(&w->worth, 1);
    w->push_worth = 1;
    w->guess_ns = GUESS_NS;
    w->random = (uint64_t)cspi_now() * 0x9e3779b97f4a7c15 + index + 1;
    w->random |= 1;
    return w;
}

static void publish_worker(struct worker *w, bool searching)
{
    cspi_rt.workers[w->index] = w;
    w->searching = searching;
    atomic_fetch_sub(&cspi_rt.state,
                     STATE_IDLE - (searching ? STATE_SEARCHING : 0));
    atomic_store(&cspi_rt.started, w->index + 1);
}

void cspi_worker_bind(struct worker *w)
{
    w->errno_at = &errno;
    w->thread_id = cspi_thread_id();
    cspi_self = w;
    cspi_bias_pass(&w->abi);
}

void cspi_worker_unbind(void)
{
    cspi_self = NULL;
    cspi_bias_pass(NULL);
}

static void bind_own_thread(struct worker *w)
{
    w->thread = pthread_self();
    cspi_bias_enter(&w->abi);
    cspi_worker_bind(w);
}

static void *worker_thread(void *arg)
{
    struct worker *w = arg;
    pthread_mutex_lock(&cspi_rt.idle); // until the creator has published us
    bind_own_thread(w);
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_rt.run(w);
    cspi_bias_leave();
    cspi_worker_unbind();
    atomic_store(&w->returned, 1);
    atomic_fetch_add(&cspi_rt.exited, 1);
    cspi_futex_wake(&cspi_rt.exited, 1);
    return NULL;
}

// No thread can be had: those that are not started do not count as idle, so
// that not every push tries again, for a while. rt.idle is held.
static void withhold(void)
{
    static const int64_t first_ns = 10000000, last_ns = 1000000000;
    unsigned none = cspi_rt.count - atomic_load(&cspi_rt.started);
    atomic_fetch_sub(&cspi_rt.state, (none - cspi_rt.withheld) * STATE_IDLE);
    cspi_rt.withheld = none;
    cspi_rt.try_ns = cspi_rt.try_ns ? 2 * cspi_rt.try_ns : first_ns;
    if (cspi_rt.try_ns > last_ns) cspi_rt.try_ns = last_ns;
    cspi_rt.try_at = cspi_deadline(cspi_rt.try_ns);
}

void cspi_worker_start(void)
{
    struct worker *w = create_worker();
    if (!w) return;
    if (cspi_thread_start(&w->thread, THREAD_JOINED, worker_thread, w) == 0) {
        publish_worker(w, true);
    } else {
        cspi_free(w);
        withhold();
    }
}

struct worker *cspi_worker_adopt(void)
{
    pthread_mutex_lock(&cspi_rt.idle);
    struct worker *w = create_worker();
    if (w) {
        publish_worker(w, false);
        bind_own_thread(w);
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    return w;
}

void cspi_worker_ensure(void)
{
    if (atomic_load_explicit(&cspi_rt.started, memory_order_acquire)) return;
    pthread_mutex_lock(&cspi_rt.idle);
    if (atomic_load(&cspi_rt.started) == 0) cspi_worker_start();
    bool none = atomic_load(&cspi_rt.started) == 0;
    pthread_mutex_unlock(&cspi_rt.idle);
    if (none) cspi_stop("cannot start a worker thread");
}

bool cspi_worker_runs(const struct task *task)
{
    unsigned n = atomic_load_explicit(&cspi_rt.started, memory_order_acquire);
    for (unsigned i = 0; i < n; i++)
        if (__atomic_load_n(&cspi_rt.workers[i]->task, __ATOMIC_RELAXED) ==
            task)
            return true;
    return false;
}
