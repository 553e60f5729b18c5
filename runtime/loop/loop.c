// SPDX-License-Identifier: MIT
// loop.c: the workers' loop.
//
// Owns the order in which tasks run: the slot of the task just woken (at most
// 3 times in a row), then the worker's own queue, every 61st time the global
// one first; an idle worker looks at the global queue, its timers, the queues
// of others, then parks. Invariant: a task is in exactly one place: running,
// queued, or published to what it waits for; it is published by commit, after
// every frame of it has returned.
// Callers: enter.c, and the threads of worker.c through rt.run.
#include "loop/loop.h"

#include "run/blocking.h"
#include "run/choice.h"
#include "run/clock.h"
#include "loop/end.h"
#include "run/inject.h"
#include "run/mistake.h"
#include "loop/pick.h"
#include "run/ready.h"
#include "loop/shutdown.h"
#include "loop/sleep.h"
#include "base/sys.h"
#include "run/task.h"
#include "loop/timers.h"
#include "run/wake.h"
#include "loop/watch.h"

enum { STEAL_ROUNDS = 4 };

static void park_task(struct worker *w, struct task *task)
{
    task->err = *w->errno_at;
    w->task = NULL;
    if (w->commit)
        w->commit(w, task, w->commit_arg);
    else
        cspi_spin_unlock(w->commit_arg);
}

// Its operations are used up, or it has given way.
static void end_turn(struct worker *w, struct task *task)
{
    w->goes_on = w->abi.budget == 0 ? task : NULL;
    if (!w->goes_on) cspi_choice_yields(task);
}

static void yield_task(struct worker *w, struct task *task)
{
    task->err = *w->errno_at;
    cspi_task_set_state(task, TASK_READY);
    w->task = NULL;
    if (cspi_rt.seeded) end_turn(w, task);
    cspi_ready_put(w, task);
    cspi_notify_of_many(w); // alone it would only be carried about
}

// The rest of a task's turn, when its leaf has returned something else than
// CSP_PARKED: apart from run_task, in which the common case, one step that
// parks, then needs no loop.
static void
run_on(struct worker *w, struct task *task, struct csp_frame *frame, int status)
{
    for (;;) {
        switch ((enum csp_status)status) {
        case CSP_DONE:
        case CSP_UNWOUND: frame = frame->parent; break;
        case CSP_CALLED: frame = w->abi.next; break;
        case CSP_PARKED: park_task(w, task); return;
        case CSP_YIELDED: yield_task(w, task); return;
        }
        if (!frame) break;
        if (status != CSP_CALLED) frame->result = status;
        w->abi.depth = 0;
        status = frame->step(frame, &w->abi);
    }
    w->task = NULL;
    cspi_end_task(w, task, status == CSP_UNWOUND);
}

static void run_task(struct worker *w, struct task *task)
{
    struct csp_frame *frame = task->leaf;
    cspi_task_clear_link(task);
    w->task = task;
    w->abi.budget = w->turn;
    w->abi.depth = 0;
    *w->errno_at = task->err;
    int status = frame->step(frame, &w->abi);
    if (status == CSP_PARKED)
        park_task(w, task);
    else
        run_on(w, task, frame, status);
}

static inline struct task *take_lifo(struct worker *w)
{
    struct task *task = atomic_load_explicit(&w->lifo, memory_order_relaxed);
    if (!task) return NULL;
    if (!w->alone)
        return atomic_exchange_explicit(&w->lifo, NULL, memory_order_acquire);
    atomic_store_explicit(&w->lifo, NULL, memory_order_relaxed);
    return task;
}

// A fair share of the global queue: one to run, the others to our own.
static struct task *take_injected(struct worker *w)
{
    unsigned share = cspi_inject_length() / cspi_rt.count + 1;
    unsigned most = share < DEQUE_SIZE / 2 ? share : DEQUE_SIZE / 2;
    unsigned room = DEQUE_SIZE - cspi_deque_length(&w->deque);
    struct task *task;
    if (cspi_inject_take(most < room ? most : room + 1, &task) == 0)
        return NULL;
    struct task *rest = cspi_task_link(task);
    for (struct task *t = rest, *next; t; t = next) {
        next = cspi_task_link(t);
        cspi_ready_put(w, t);
    }
    // Whoever pushed what is left may have relied on us, who searched.
    if (rest || cspi_inject_length() > 0) cspi_notify();
    return task;
}

static bool run_own_timers(struct worker *w)
{
    return atomic_load_explicit(&w->wheel.used, memory_order_relaxed) &&
           cspi_timers_run(w, &w->wheel, cspi_clock_now());
}

static inline bool is_queue_empty(struct worker *w)
{
    return atomic_load_explicit(&w->deque.head, memory_order_relaxed) ==
           atomic_load_explicit(&w->deque.tail, memory_order_relaxed);
}

static inline struct task *next_own(struct worker *w)
{
    struct task *woken = take_lifo(w);
    if (woken && (w->lifo_runs++ < LIFO_RUNS || is_queue_empty(w)))
        return woken;
    w->lifo_runs = 0;
    struct task *oldest = cspi_deque_pop(&w->deque);
    if (!oldest) return woken; // a thief was faster
    if (woken) cspi_ready_push(w, woken);
    return oldest;
}

static void begin_turns(struct worker *w, int64_t now)
{
    w->polled_at = now;
    w->polled_ticks = atomic_load_explicit(&w->ticks, memory_order_relaxed);
}

// Sets the tick of the next poll: POLL_NS from now if the turns go on to last
// as long as those since the last one; no more than twice as many.
static void plan_poll(struct worker *w, int64_t now)
{
    unsigned long ticks = atomic_load_explicit(&w->ticks, memory_order_relaxed);
    unsigned long turns = ticks - w->polled_ticks;
    int64_t mean = turns ? (now - w->polled_at) / (int64_t)turns : 0;
    unsigned every = w->poll_every ? 2 * w->poll_every : 1;
    if (every > POLL_TICKS) every = POLL_TICKS;
    if (mean > 0 && POLL_NS / mean < every) every = (unsigned)(POLL_NS / mean);
    w->poll_every = every ? every : 1;
    w->poll_at = ticks - 1 + w->poll_every;
    begin_turns(w, now);
}

// Once in a while, before its own tasks: the end of the program, its timers,
// the other workers, the global queue.
static __attribute__((noinline)) struct task *poll(struct worker *w)
{
    if (atomic_load(&cspi_rt.stopped)) return NULL;
    if (cspi_rt.seeded) return cspi_pick(w);
    int64_t now = cspi_now();
    plan_poll(w, now);
    cspi_timers_run(w, &w->wheel,
                    cspi_rt.virtual_time ? cspi_clock_now() : now);
    if (!w->alone) cspi_watch_look(w, now);
    cspi_blocking_look();
    struct task *task = take_injected(w);
    return task ? task : next_own(w);
}

static inline struct task *next_task(struct worker *w)
{
    unsigned long ticks = atomic_load_explicit(&w->ticks, memory_order_relaxed);
    atomic_store_explicit(&w->ticks, ticks + 1, memory_order_relaxed);
    return ticks < w->poll_at ? next_own(w) : poll(w);
}

static struct task *steal(struct worker *w)
{
    unsigned n = atomic_load_explicit(&cspi_rt.started, memory_order_acquire);
    for (unsigned round = 0; round < STEAL_ROUNDS; round++) {
        unsigned start = cspi_random(w) % n;
        for (unsigned i = 0; i < n; i++) {
            struct worker *victim = cspi_rt.workers[(start + i) % n];
            if (victim == w) continue;
            struct task *task = cspi_deque_steal(&victim->deque, &w->deque);
            if (task) return task;
        }
        struct task *task = take_injected(w);
        if (task) return task;
        cspi_pause();
    }
    return NULL;
}

static struct task *find(struct worker *w)
{
    if (cspi_rt.seeded) return cspi_pick(w);
    struct task *task = next_own(w);
    if (task || (task = take_injected(w))) return task;
    if (run_own_timers(w) && (task = next_own(w))) return task;
    if (w->alone || !cspi_search_begin(w)) return NULL;
    return steal(w);
}

// Time asleep is no turn's.
static void end_rest(struct worker *w)
{
    w->rested = false;
    begin_turns(w, cspi_now());
    if (!w->alone) cspi_sleep_watched(w->polled_at);
}

// NULL when the program ends.
static struct task *wait_for_task(struct worker *w)
{
    while (!atomic_load(&cspi_rt.stopped)) {
        struct task *task = find(w);
        if (task) {
            cspi_search_end(w);
            if (w->rested) end_rest(w);
            return task;
        }
        cspi_sleep_worker(w);
        w->rested = true;
    }
    return NULL;
}

// Apart from its caller, whose setjmp would cost it registers.
static __attribute__((noinline)) void run_tasks(struct worker *w)
{
    for (;;) {
        struct task *task = next_task(w);
        if (!task) task = wait_for_task(w);
        if (!task) return;
        run_task(w, task);
    }
}

// The thread ends in the middle of a task, which would be lost with all that
// the worker has.
static void leave_task(void *unused)
{
    (void)unused;
    cspi_mistake_here("pthread_exit in a task, or its thread was cancelled");
}

void cspi_loop_run(struct worker *w)
{
    pthread_cleanup_push(leave_task, NULL);
    run_tasks(w);
    pthread_cleanup_pop(0);
}

static void run_worker(struct worker *w)
{
    cspi_loop_run(w);
    if (w->ended_main) cspi_shutdown_program();
}

static void lead_here(void)
{
    cspi_rt.run = run_worker;
}

void cspi_loop_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, lead_here);
    cspi_rt_init();
}
