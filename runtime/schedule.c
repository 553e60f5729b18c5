// SPDX-License-Identifier: MIT
// schedule.c: the workers' loop.
//
// Owns the order in which tasks run: the slot of the task just woken (at most
// 3 times in a row), then the worker's own queue, every 61st time the global
// one first; an idle worker looks at the global queue, its timers, the queues
// of others, then parks. Invariant: a task is in exactly one place: running,
// queued, or published to what it waits for; it is published by commit, after
// every frame of it has returned.
// Callers: abi.c and thread.c start and stop it.
#include "schedule.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "blocking.h"
#include "inject.h"
#include "select.h"
#include "stop.h"
#include "sys.h"

enum { STEAL_ROUNDS = 4 };
// How long the end of main waits for steps that run on other threads.
static const int64_t patience_ns = 100000000;

_Thread_local struct worker *cspi_self;

void cspi_commit_nothing(struct worker *w, struct task *task, void *arg)
{
    (void)w, (void)task, (void)arg;
}

// -- one task ----------------------------------------------------------------

static void push_overflow(struct worker *w, struct task *task)
{
    struct task *first, *last;
    unsigned n = w ? cspi_deque_take_half(&w->deque, &first, &last) : 0;
    if (n == 0)
        first = task;
    else
        cspi_task_set_link(last, task);
    cspi_inject(first, task, n + 1);
}

// The worker will look at its own queues soon: one task there is its own
// business, several are not.
static inline void notify_of_many(struct worker *w)
{
    if (cspi_deque_length(&w->deque) > 1 ||
        atomic_load_explicit(&w->lifo, memory_order_relaxed))
        cspi_notify();
}

static void park_task(struct worker *w, struct task *task)
{
    task->err = *w->errno_at;
    w->task = NULL;
    if (w->commit)
        w->commit(w, task, w->commit_arg);
    else
        cspi_spin_unlock(w->commit_arg);
}

static void yield_task(struct worker *w, struct task *task)
{
    task->err = *w->errno_at;
    task->state = TASK_READY;
    w->task = NULL;
    if (!cspi_deque_push(&w->deque, task)) push_overflow(w, task);
    notify_of_many(w); // alone it would only be carried about
}

// The rest of a task's turn, when its leaf has returned something else than
// CSP_PARKED: apart from run_task, in which the common case, one step that
// parks, then needs no loop.
static void
run_on(struct worker *w, struct task *task, struct csp_frame *frame, int status)
{
    for (;;) {
        switch ((enum csp_status)status) {
        case CSP_DONE: frame = frame->parent; break;
        case CSP_CALLED: frame = w->abi.next; break;
        case CSP_PARKED: park_task(w, task); return;
        case CSP_YIELDED: yield_task(w, task); return;
        }
        if (!frame) break;
        w->abi.depth = 0;
        status = frame->step(frame, &w->abi);
    }
    w->task = NULL;
    cspi_task_end(w, task);
}

static void run_task(struct worker *w, struct task *task)
{
    struct csp_frame *frame = task->leaf;
    cspi_task_clear_link(task);
    w->task = task;
    w->abi.budget = OPERATION_BUDGET;
    w->abi.depth = 0;
    *w->errno_at = task->err;
    int status = frame->step(frame, &w->abi);
    if (status == CSP_PARKED)
        park_task(w, task);
    else
        run_on(w, task, frame, status);
}

// -- the worker's own queues -------------------------------------------------

void cspi_sched_push(struct worker *w, struct task *task)
{
    if (!w || w->pool)
        push_overflow(NULL, task);
    else if (!cspi_deque_push(&w->deque, task))
        push_overflow(w, task);
    cspi_notify();
}

void cspi_sched_push_list(struct worker *w, struct task *first)
{
    if (!first) return;
    if (!cspi_task_link(first)) {
        cspi_sched_wake(w, first);
        return;
    }
    unsigned n = 0;
    struct task *last = NULL;
    for (struct task *t = first; t; t = cspi_task_link(t), n++) {
        t->state = TASK_READY;
        last = t;
    }
    cspi_inject(first, last, n);
    cspi_notify();
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
        if (!cspi_deque_push(&w->deque, t)) push_overflow(w, t);
    }
    // Whoever pushed what is left may have relied on us, who searched.
    if (rest || cspi_inject_length() > 0) cspi_notify();
    return task;
}

struct fired {
    struct timer *first, **last;
};

// With the wheel's lock held; a timer that we may not act on is not ours.
static void fire_timer(struct timer *timer, void *arg)
{
    struct fired *fired = arg;
    if (!cspi_timer_claim(timer)) return;
    timer->next = NULL;
    *fired->last = timer;
    fired->last = &timer->next;
}

// Wakes what is due in a wheel; true if anything was.
static bool run_timers(struct worker *w, struct wheel *wheel, int64_t now)
{
    if (!atomic_load_explicit(&wheel->used, memory_order_relaxed)) return false;
    struct fired fired = {.last = &fired.first};
    fired.first = NULL;
    cspi_wheel_advance(wheel, now, fire_timer, &fired);
    for (struct timer *t = fired.first, *next; t; t = next) {
        next = t->next;
        t->next = NULL;
        struct task *task = cspi_timer_finish(t);
        task->state = TASK_READY;
        if (!cspi_deque_push(&w->deque, task)) push_overflow(w, task);
    }
    if (fired.first) notify_of_many(w);
    return fired.first != NULL;
}

static bool run_own_timers(struct worker *w)
{
    return atomic_load_explicit(&w->wheel.used, memory_order_relaxed) &&
           run_timers(w, &w->wheel, cspi_now());
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
    if (woken) cspi_sched_push(w, woken);
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
    int64_t now = cspi_now();
    plan_poll(w, now);
    run_timers(w, &w->wheel, now);
    if (!w->alone) cspi_park_look(w, now);
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

// -- idle --------------------------------------------------------------------

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

bool cspi_sched_work_visible(void)
{
    if (cspi_inject_length() > 0) return true;
    unsigned n = atomic_load_explicit(&cspi_rt.started, memory_order_acquire);
    for (unsigned i = 0; i < n; i++)
        if (cspi_deque_length(&cspi_rt.workers[i]->deque) > 0) return true;
    return false;
}

bool cspi_sched_rescue_timers(struct worker *w, struct worker *other)
{
    return run_timers(w, &other->wheel, cspi_now());
}

bool cspi_sched_rescue(struct worker *w, struct worker *other)
{
    bool found = cspi_sched_rescue_timers(w, other);
    for (struct task *t; (t = cspi_deque_take(&other->deque)); found = true)
        cspi_sched_push(w, t);
    struct task *task =
        atomic_load_explicit(&other->lifo, memory_order_relaxed);
    // Pairs with the release of cspi_sched_wake.
    if (task && atomic_compare_exchange_strong_explicit(
                    &other->lifo, &task, NULL, memory_order_acquire,
                    memory_order_relaxed)) {
        cspi_sched_push(w, task);
        found = true;
    }
    return found;
}

static struct task *find_elsewhere(struct worker *w)
{
    struct task *task = take_injected(w);
    if (task) return task;
    if (run_own_timers(w) && (task = next_own(w))) return task;
    if (w->alone || !cspi_search_begin(w)) return NULL;
    return steal(w);
}

// Time asleep is no turn's.
static void end_rest(struct worker *w)
{
    w->rested = false;
    begin_turns(w, cspi_now());
    if (!w->alone) cspi_park_watched(w->polled_at);
}

// NULL when the program ends.
static struct task *wait_for_task(struct worker *w)
{
    while (!atomic_load(&cspi_rt.stopped)) {
        struct task *task = next_own(w);
        if (!task) task = find_elsewhere(w);
        if (task) {
            cspi_search_end(w);
            if (w->rested) end_rest(w);
            return task;
        }
        cspi_park(w);
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
    cspi_stop_here("pthread_exit in a task, or its thread was cancelled");
}

void cspi_sched_run(struct worker *w)
{
    pthread_cleanup_push(leave_task, NULL);
    run_tasks(w);
    pthread_cleanup_pop(0);
}

// -- birth and end of workers ------------------------------------------------

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
    w->poll_at = 1; // a new one looks for its first task as those do that slept
    w->rested = true;
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
    atomic_store_explicit(&cspi_rt.started, w->index + 1, memory_order_release);
}

static void bind_thread(struct worker *w)
{
    w->errno_at = &errno;
    w->thread_id = cspi_thread_id();
    w->thread = pthread_self();
    cspi_self = w;
}

// Joins the worker threads that have left their loops; each is joined once.
static void join_returned(void)
{
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++)
        if (atomic_exchange(&cspi_rt.workers[i]->returned, 0))
            pthread_join(cspi_rt.workers[i]->thread, NULL);
}

// main has ended on this worker. If the main thread does not notice, because it
// runs a step that does not end, the program must end without it. The result
// of main lies behind the head of its frame (csp_abi.h).
static void end_program(void)
{
    int64_t deadline = cspi_deadline(patience_ns);
    while (!atomic_load(&cspi_rt.main_returned) && cspi_now() < deadline)
        cspi_futex_wait(&cspi_rt.main_returned, 0, deadline);
    if (atomic_load(&cspi_rt.main_returned)) return;
    join_returned();
    exit(*(const int *)(cspi_rt.main_root + 1));
}

static void *worker_thread(void *arg)
{
    struct worker *w = arg;
    pthread_mutex_lock(&cspi_rt.idle); // until the creator has published us
    bind_thread(w);
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_sched_run(w);
    if (w->ended_main) end_program();
    cspi_self = NULL;
    atomic_store(&w->returned, 1);
    atomic_fetch_add(&cspi_rt.exited, 1);
    cspi_futex_wake(&cspi_rt.exited, 1);
    return NULL;
}

void cspi_sched_start_worker(void)
{
    struct worker *w = create_worker();
    if (!w) return;
    if (cspi_thread_start(&w->thread, false, worker_thread, w) == 0) {
        publish_worker(w, true);
    } else {
        cspi_free(w);
        cspi_park_withhold();
    }
}

struct worker *cspi_sched_adopt_thread(void)
{
    pthread_mutex_lock(&cspi_rt.idle);
    struct worker *w = create_worker();
    if (w) {
        publish_worker(w, false);
        bind_thread(w);
    }
    pthread_mutex_unlock(&cspi_rt.idle);
    return w;
}

void cspi_sched_ensure_worker(void)
{
    if (atomic_load_explicit(&cspi_rt.started, memory_order_acquire)) return;
    pthread_mutex_lock(&cspi_rt.idle);
    if (atomic_load(&cspi_rt.started) == 0) cspi_sched_start_worker();
    bool none = atomic_load(&cspi_rt.started) == 0;
    pthread_mutex_unlock(&cspi_rt.idle);
    if (none) cspi_stop("cannot start a worker thread");
}

void cspi_sched_stop(void)
{
    atomic_store(&cspi_rt.stopped, 1);
    cspi_wake_all();
    int64_t deadline = cspi_deadline(patience_ns);
    unsigned others = atomic_load(&cspi_rt.started) - 1, exited;
    while ((exited = atomic_load(&cspi_rt.exited)) < others &&
           cspi_now() < deadline)
        cspi_futex_wait(&cspi_rt.exited, exited, deadline);
    join_returned();
}
