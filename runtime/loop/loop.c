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
#include "loop/forked.h"
#include "loop/halt.h"
#include "loop/lend.h"
#include "io/poll.h"
#include "run/fiber.h"
#include "run/inject.h"
#include "run/mistake.h"
#include "loop/last.h"
#include "loop/pick.h"
#include "run/ready.h"
#include "run/scope.h"
#include "loop/shutdown.h"
#include "loop/sleep.h"
#include "sync/gate.h"
#include "base/sys.h"
#include "run/task.h"
#include "loop/timers.h"
#include "loop/told.h"
#include "run/trace.h"
#include "run/view.h"
#include "run/wake.h"
#include "loop/watch.h"
#include "loop/watchdog.h"

enum {
    STEAL_ROUNDS = 4,
    FIRST_POLL = 8,              // ticks after a sleep
    POLL_SHARE = POLL_TICKS / 2, // from the global queue: half of the turns
};

// A task in a scope has always something to commit.
static inline void commit(struct worker *w, struct task *task)
{
    if (w->unarmed) cspi_scope_arm(w);
    w->commit(w, task, w->commit_arg);
}

// What runs a task is there twice, for run_tasks and for run_told: `told` is a
// constant of each.
#define TWICE static inline __attribute__((always_inline)) void

TWICE park_task(struct worker *w, struct task *task, const bool told)
{
    cspi_fiber_leave(task);
    task->err = *w->errno_at;
    cspi_worker_set_task(w, NULL);
    if (told) cspi_told_waits(w, task);
    if (w->commit)
        commit(w, task);
    else
        cspi_spin_unlock(w->commit_arg);
}

// Its operations are used up, or it has given way.
static void end_turn(struct worker *w, struct task *task)
{
    w->goes_on = w->abi.budget == 0 ? task : NULL;
    if (!w->goes_on) cspi_choice_yields(task);
}

TWICE yield_task(struct worker *w, struct task *task, const bool told)
{
    cspi_fiber_leave(task);
    if (told) cspi_told_yields(w, task);
    cspi_scope_arm(w);
    task->err = *w->errno_at;
    cspi_task_set_state(task, TASK_READY);
    cspi_worker_set_task(w, NULL);
    if (cspi_rt.seeded) end_turn(w, task);
    cspi_ready_put(w, task);
    cspi_notify_of_many(w); // alone it would only be carried about
}

// The rest of a task's turn, when its leaf has returned something else than
// CSP_PARKED: apart from run_task, in which the common case, one step that
// parks, then needs no loop.
TWICE end_turn_of(struct worker *w, struct task *task, struct csp_frame *frame,
                  int status, const bool told)
{
    for (;;) {
        switch ((enum csp_status)status) {
        case CSP_DONE:
        case CSP_UNWOUND: frame = frame->parent; break;
        case CSP_CALLED: frame = w->abi.next; break;
        case CSP_PARKED: park_task(w, task, told); return;
        case CSP_YIELDED: yield_task(w, task, told); return;
        }
        if (!frame) break;
        if (status != CSP_CALLED) frame->result = status;
        status = frame->step(frame, &w->abi);
    }
    cspi_worker_set_task(w, NULL);
    cspi_fiber_end(task);
    if (told) cspi_told_ends(w, task);
    cspi_end_task(w, task, status == CSP_UNWOUND);
    cspi_fiber_over();
}

static void
run_on(struct worker *w, struct task *task, struct csp_frame *frame, int status)
{
    end_turn_of(w, task, frame, status, false);
}

static __attribute__((noinline)) void
run_on_told(struct worker *w, struct task *task, struct csp_frame *frame,
            int status)
{
    end_turn_of(w, task, frame, status, true);
}

TWICE run_task(struct worker *w, struct task *task, const bool told)
{
    struct csp_frame *frame = task->leaf;
    cspi_task_clear_link(task);
    cspi_worker_set_task(w, task);
    w->abi.budget = w->turn;
    if (cspi_task_flags(task) & TASK_FAILS) cspi_worker_asks(w);
    *w->errno_at = task->err;
    cspi_fiber_enter(task);
    int status = frame->step(frame, &w->abi);
    if (status == CSP_PARKED)
        park_task(w, task, told);
    else if (told)
        run_on_told(w, task, frame, status);
    else
        run_on(w, task, frame, status);
}

// One of n to run, the others to our own. Whoever pushed what is left may have
// relied on us, who searched.
static struct task *keep(struct worker *w, struct task *first, unsigned n)
{
    struct task *rest = cspi_task_link(first);
    if (n > 1) cspi_deque_push_list(&w->deque, rest, n - 1);
    if (cspi_inject_length() > 0)
        cspi_notify();
    else if (n > 1)
        cspi_notify_worth(w);
    return first;
}

// A fair share of the global queue, no more than `most`.
static struct task *take_injected(struct worker *w, unsigned most)
{
    unsigned share = cspi_inject_length() / cspi_rt.count + 1;
    if (share < most) most = share;
    unsigned room = DEQUE_SIZE - cspi_deque_length(&w->deque);
    struct task *first;
    unsigned n = cspi_inject_take(most < room ? most : room + 1, &first);
    return n ? keep(w, first, n) : NULL;
}

// What was started last, if there is room for it.
static struct task *take_fresh(struct worker *w)
{
    struct task *first;
    bool room = cspi_deque_length(&w->deque) + BATCH_TASKS <= DEQUE_SIZE;
    unsigned n = room ? cspi_inject_take_fresh(&first) : 0;
    return n ? keep(w, first, n) : NULL;
}

// By a worker that has no tasks of its own: rather what has begun.
static struct task *take_any_injected(struct worker *w)
{
    struct task *task = take_injected(w, DEQUE_SIZE / 2);
    return task ? task : take_fresh(w);
}

// By one that has, each in its turn: nothing stands behind those that give way
// without end.
static struct task *take_share(struct worker *w)
{
    w->fresh_first = !w->fresh_first;
    struct task *task = w->fresh_first ? take_fresh(w) : NULL;
    if (!task) task = take_injected(w, POLL_SHARE);
    return task || w->fresh_first ? task : take_fresh(w);
}

static bool run_own_timers(struct worker *w)
{
    return atomic_load_explicit(&w->wheel.used, memory_order_relaxed) &&
           cspi_timers_run(w, &w->wheel, cspi_clock_now());
}

static bool look_at_poller(struct worker *w)
{
    if (!cspi_poll_wanted() || !cspi_poll_look(w)) return false;
    cspi_notify_of_many(w);
    return true;
}

// By one that has tasks: what comes is for others, too.
static void poll_now_and_then(struct worker *w, int64_t now)
{
    if (!cspi_poll_wanted() || now < w->look_at) return;
    w->look_at = now + LOOK_NS;
    look_at_poller(w);
}

static inline bool is_queue_empty(struct worker *w)
{
    return atomic_load_explicit(&w->deque.head, memory_order_relaxed) ==
           atomic_load_explicit(&w->deque.tail, memory_order_relaxed);
}

static inline struct task *next_own(struct worker *w)
{
    struct task *woken = NULL;
    if (atomic_load_explicit(&w->lifo, memory_order_relaxed))
        woken = cspi_ready_swap_slot(w, NULL);
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

// How many tasks are worth sharing when a turn takes `mean`, as it does lately:
// longer turns count at once, and are forgotten by halves. Others that have
// found too little when they went to sleep are told if it is enough now.
static void measure(struct worker *w, int64_t mean, int64_t now)
{
    w->turn_ns = mean > w->turn_ns / 2 ? mean : w->turn_ns / 2;
    unsigned worth = 1 + (unsigned)(WORTH_NS / (w->turn_ns + 1));
    atomic_store(&w->worth, worth);
    w->push_worth = now < w->guess_at ? worth : 1;
    cspi_notify_of_many(w);
}

// Nothing is known of the turns to come.
static void forget(struct worker *w)
{
    w->turn_ns = 0;
    atomic_store(&w->worth, 1);
    w->push_worth = 1;
    w->poll_every = FIRST_POLL;
    w->poll_at =
        atomic_load_explicit(&w->ticks, memory_order_relaxed) + FIRST_POLL;
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
    if (!w->alone) measure(w, mean, now);
}

// Once in a while, before its own tasks: the end of the program, its timers,
// the other workers, the global queue.
static __attribute__((noinline)) struct task *poll(struct worker *w)
{
    cspi_halt_here(w);
    if (!cspi_lend_here(w) || atomic_load(&cspi_rt.stopped)) return NULL;
    if (cspi_rt.seeded) return cspi_pick(w);
    int64_t now = cspi_now();
    plan_poll(w, now);
    cspi_bias_want(now);
    cspi_scope_time_own(w);
    cspi_timers_run(w, &w->wheel,
                    cspi_rt.virtual_time ? cspi_clock_now() : now);
    poll_now_and_then(w, now);
    if (!w->alone) cspi_watch_look(w, now);
    cspi_blocking_look();
    cspi_inject_age(now);
    struct task *task = take_share(w);
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
            if (victim == w || !(w->called || cspi_worth_sharing(victim)))
                continue;
            struct task *task = cspi_deque_steal(&victim->deque, &w->deque);
            if (task) return task;
        }
        struct task *task = take_any_injected(w);
        if (task) return task;
        cspi_pause();
    }
    return NULL;
}

static struct task *find(struct worker *w)
{
    if (cspi_rt.seeded) return cspi_pick(w);
    struct task *task = next_own(w);
    if (task || (task = take_any_injected(w))) return task;
    cspi_scope_time_own(w);
    if (run_own_timers(w) && (task = next_own(w))) return task;
    if (look_at_poller(w) && (task = next_own(w))) return task;
    if (w->alone || !cspi_search_begin(w)) return NULL;
    return steal(w);
}

// Time asleep is no turn's.
static void end_rest(struct worker *w)
{
    w->rested = w->called = false;
    begin_turns(w, cspi_now());
    cspi_bias_want(w->polled_at);
    if (w->alone) return;
    forget(w);
    cspi_sleep_watched(w->polled_at);
}

// NULL when the program ends.
static struct task *wait_for_task(struct worker *w)
{
    while (!atomic_load(&cspi_rt.stopped)) {
        cspi_halt_here(w);
        if (!cspi_lend_here(w)) return NULL;
        struct task *task = find(w);
        if (task) {
            cspi_search_end(w);
            if (w->rested) end_rest(w);
            return task;
        }
        w->called = cspi_sleep_worker(w);
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
        run_task(w, task, false);
    }
}

// The same where somebody wants to know of each turn.
static __attribute__((noinline)) void run_told(struct worker *w)
{
    const bool watched = cspi_rt.turn_most > 0;
    for (;;) {
        struct task *task = next_task(w);
        bool at_once = task;
        if (watched && !task) cspi_watchdog_end(w);
        if (!task) task = wait_for_task(w);
        if (!task) return;
        if (watched) cspi_watchdog_begin(w, task);
        cspi_told_turn(w, task, at_once);
        run_task(w, task, true);
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
    w->base = __builtin_frame_address(0);
    cspi_fiber_thread(w->base);
    if (w->told || cspi_rt.turn_most)
        run_told(w);
    else
        run_tasks(w);
    cspi_fiber_thread_over();
    pthread_cleanup_pop(0);
}

static void run_worker(struct worker *w)
{
    cspi_loop_run(w);
    if (cspi_self && w->ended_main) cspi_shutdown_program();
}

static void begin(void)
{
    cspi_rt.run = run_worker;
    cspi_bias_init();
    cspi_tries_step = cspi_gate_tries;
    cspi_trace_start();
    if (cspi_rt.dumps) cspi_halt_listen();
    cspi_last_listen();
    cspi_forked_listen();
    if (cspi_rt.watch) cspi_view_start();
    if (cspi_rt.turn_most) cspi_watchdog_start();
}

void cspi_loop_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    cspi_rt_init();
    pthread_once(&once, begin);
}
