// SPDX-License-Identifier: MIT
// blocking.c: the elastic pool behind csp_rt_block and csp_rt_unblock.
//
// Owns the pool's threads, at most CSP_BLOCKING_MAX (512), each ending after
// 10 s without work, and the queue of tasks that want one. Invariant: whenever
// csp_rt_block has said yes there is a thread that will take the task, because
// `promised` tasks never outnumber the threads unless the cap is reached, and
// then every busy thread comes back to the queue before it ends.
// It may wait for ever, if the threads wait for what only that task would do:
// when none has come back for some seconds, whoever looks says so.
// rt.jobs counts tasks from csp_rt_block until they are back in a queue, for
// the deadlock check.
#include "run/blocking.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "memory/alloc.h"
#include "run/fiber.h"
#include "run/registry.h"
#include "run/park.h"
#include "run/rt.h"
#include "run/ready.h"
#include "run/scope.h"
#include "run/mistake.h"
#include "base/sys.h"
#include "run/task.h"
#include "run/trace.h"
#include "run/wake.h"

enum { IDLE_SECONDS = 10, BUSY_SECONDS = 5 };

struct pool_thread {
    struct pool_thread *next;
    int id; // the kernel's
    struct worker worker;
};

static struct {
    pthread_mutex_t lock; // guards all of this
    pthread_cond_t work;  // a task in the queue, or the end
    pthread_cond_t gone;  // a thread has ended
    struct task *first, *last;
    bool ready;        // `work` can be used
    unsigned count;    // threads there are
    unsigned idle;     // of these, without a task
    unsigned promised; // tasks that csp_rt_block has accepted, not yet taken
    bool ending;
    bool told; // of the present shortage of threads
    struct pool_thread *threads;
    _Atomic(int64_t) look_at; // see blocking.h; read without the lock
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER,
          .gone = PTHREAD_COND_INITIALIZER,
          .look_at = CSPI_NEVER};

bool cspi_blocking_on_pool(void)
{
    return cspi_pool_self;
}

void cspi_blocking_refuse(const char *what, const char *file, int line)
{
    if (cspi_self && cspi_self->in_place)
        cspi_stop_at(
            file, line,
            "%s in a blocking statement that runs on a worker, because "
            "the system has no thread for it",
            what);
}

unsigned cspi_blocking_threads(void)
{
    pthread_mutex_lock(&pool.lock);
    unsigned count = pool.count;
    pthread_mutex_unlock(&pool.lock);
    return count;
}

bool cspi_blocking_knows(int thread_id)
{
    bool known = false;
    pthread_mutex_lock(&pool.lock);
    for (struct pool_thread *t = pool.threads; t; t = t->next)
        known |= t->id == thread_id;
    pthread_mutex_unlock(&pool.lock);
    return known;
}

// -- when all threads are busy -----------------------------------------------

// The pool's lock is held. More tasks wait than threads will come.
static void begin_shortage(void)
{
    if (!pool.told && atomic_load(&pool.look_at) == CSPI_NEVER)
        atomic_store(&pool.look_at, cspi_deadline(BUSY_SECONDS * 1000000000LL));
}

// The pool's lock is held. A thread has come back for a task: if another one
// waits for the next thread, a new time begins.
static void end_shortage(void)
{
    if (!pool.told && atomic_load(&pool.look_at) == CSPI_NEVER) return;
    pool.told = false;
    atomic_store(&pool.look_at, CSPI_NEVER);
    if (pool.promised > pool.idle) begin_shortage();
}

int64_t cspi_blocking_look_at(void)
{
    return atomic_load_explicit(&pool.look_at, memory_order_relaxed);
}

// The pool's lock is held, and a task in the queue.
static void tell_shortage(void)
{
    unsigned tasks = 0;
    for (struct task *t = pool.first; t; t = cspi_task_link(t))
        tasks++;
    struct place first = cspi_registry_place(pool.first->leaf);
    fprintf(
        stderr,
        "csp: all %u threads of `blocking` have been busy for %d s; %u more "
        "task%s (first: %s:%u)\n",
        pool.count, BUSY_SECONDS, tasks, tasks > 1 ? "s wait" : " waits",
        first.file ? first.file : "?", first.line);
}

void cspi_blocking_look(void)
{
    int64_t look_at = cspi_blocking_look_at();
    if (look_at == CSPI_NEVER || look_at > cspi_now()) return;
    pthread_mutex_lock(&pool.lock);
    if (pool.first && atomic_load(&pool.look_at) <= cspi_now()) {
        tell_shortage();
        pool.told = true;
        atomic_store(&pool.look_at, CSPI_NEVER);
    }
    pthread_mutex_unlock(&pool.lock);
}

// -- a thread of the pool ----------------------------------------------------

// The pool's lock is held. False: the thread may end.
static bool wait_for_work(void)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += IDLE_SECONDS;
    pool.idle++;
    int error = 0;
    while (!pool.first && !pool.ending && error != ETIMEDOUT)
        error = pthread_cond_timedwait(&pool.work, &pool.lock, &until);
    pool.idle--;
    // A promise not yet in the queue keeps us: its task is still unwinding.
    return pool.first || (!pool.ending && pool.promised > pool.idle);
}

static struct task *take_task(void)
{
    struct task *task = pool.first;
    if (!task) return NULL;
    pool.first = cspi_task_link(task);
    if (!pool.first) pool.last = NULL;
    pool.promised--;
    end_shortage();
    return task;
}

static void commit_unblock(struct worker *w, struct task *task, void *arg)
{
    (void)arg;
    if (cspi_trace_is_on()) cspi_trace_woken(w, task, CSP_TRACE_BY_TASK);
    cspi_task_set_state(task, TASK_READY);
    cspi_ready_push(NULL, task);
    // Not before the task is in a queue; and if it has parked already, nobody
    // has looked for a deadlock since.
    pthread_mutex_lock(&cspi_rt.idle);
    atomic_fetch_sub(&cspi_rt.jobs, 1);
    cspi_wake_recheck();
    pthread_mutex_unlock(&cspi_rt.idle);
}

static void run_task(struct worker *w, struct task *task)
{
    w->task = task;
    w->abi.depth = 0;
    w->abi.budget = INT32_MAX; // nothing may suspend here but the end
    errno = task->err;
    w->commit = NULL;
    cspi_fiber_enter(task);
    int status = task->leaf->step(task->leaf, &w->abi);
    cspi_fiber_leave(task);
    task->err = errno;
    if (status != CSP_PARKED || w->commit != commit_unblock)
        cspi_mistake_task(task, "a blocking statement has suspended");
    cspi_bias_enter(&w->abi);
    w->commit(w, task, w->commit_arg);
    cspi_bias_leave();
}

static void unlist(struct pool_thread *self)
{
    struct pool_thread **link = &pool.threads;
    while (*link != self)
        link = &(*link)->next;
    *link = self->next;
    pool.count--;
    pthread_cond_broadcast(&pool.gone);
}

// The thread ends in the middle of a statement: its task would be lost.
static void leave_task(void *self)
{
    struct task *task = ((struct pool_thread *)self)->worker.task;
    cspi_mistake_task(task,
                      "pthread_exit in a blocking statement, or its thread "
                      "was cancelled");
}

static void run_queue(struct pool_thread *self)
{
    pthread_mutex_lock(&pool.lock);
    self->id = cspi_thread_id();
    do {
        for (struct task *task; (task = take_task());) {
            pthread_mutex_unlock(&pool.lock);
            run_task(&self->worker, task);
            pthread_mutex_lock(&pool.lock);
        }
    } while (wait_for_work());
    unlist(self);
    pthread_mutex_unlock(&pool.lock);
}

static void *pool_thread(void *arg)
{
    struct pool_thread *self = arg;
    cspi_pool_self = &self->worker;
    pthread_cleanup_push(leave_task, self);
    cspi_fiber_thread(__builtin_frame_address(0));
    run_queue(self);
    cspi_fiber_thread_over();
    pthread_cleanup_pop(0);
    cspi_free(self);
    return NULL;
}

// -- the pool ----------------------------------------------------------------

// The pool's lock is held.
static void set_up(void)
{
    pool.ready = true;
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&pool.work, &attr);
    pthread_condattr_destroy(&attr);
}

// The pool's lock is held. False if there may be no more, or none can be had.
static bool start_thread(void)
{
    if (pool.count == cspi_rt.pool_most) return false;
    struct pool_thread *self = cspi_zalloc(sizeof *self);
    if (!self) return false;
    self->worker.pool = self->worker.counts_in = self->worker.apart = true;
    self->worker.errno_at = NULL;
    pthread_t thread;
    if (cspi_thread_start(&thread, THREAD_DETACHED, pool_thread, self) != 0) {
        cspi_free(self);
        return false;
    }
    self->next = pool.threads;
    pool.threads = self;
    pool.count++;
    return true;
}

// Accepts one more task if a thread will be there for it.
static bool promise(void)
{
    pthread_mutex_lock(&pool.lock);
    if (!pool.ready) set_up();
    bool enough = pool.promised < pool.idle || start_thread();
    bool accepted = pool.count > 0;
    if (accepted) pool.promised++;
    if (accepted && !enough) begin_shortage();
    pthread_mutex_unlock(&pool.lock);
    return accepted;
}

static void commit_block(struct worker *w, struct task *task, void *arg)
{
    (void)w, (void)arg;
    pthread_mutex_lock(&pool.lock);
    cspi_task_set_link(task, NULL);
    if (pool.last)
        cspi_task_set_link(pool.last, task);
    else
        pool.first = task;
    pool.last = task;
    pthread_cond_signal(&pool.work);
    pthread_mutex_unlock(&pool.lock);
}

int csp_rt_block(struct csp_worker *worker, struct csp_frame *frame)
{
    struct worker *w = cspi_worker(worker);
    if (cspi_scope_fails(w)) return cspi_ready_complete(w, frame, CSP_ENDED);
    w->in_place = !promise();
    if (w->in_place) return 0;
    atomic_fetch_add(&cspi_rt.jobs, 1);
    frame->result = 1;
    return cspi_park_on(
        w, frame,
        (struct wait){.state = TASK_BLOCKING, .commit = commit_block});
}

int csp_rt_unblock(struct csp_worker *worker, struct csp_frame *frame)
{
    struct worker *w = cspi_worker(worker);
    w->in_place = false;
    if (!w->pool) return cspi_ready_yield(w, frame);
    frame->result = 0;
    return cspi_park_on(
        w, frame,
        (struct wait){.state = TASK_BLOCKING, .commit = commit_unblock});
}

void cspi_blocking_stop(void)
{
    static const long patience_ns = 50000000;
    pthread_mutex_lock(&pool.lock);
    pool.ending = true;
    if (pool.ready) pthread_cond_broadcast(&pool.work);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += patience_ns;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    int error = 0;
    while (pool.count > 0 && error != ETIMEDOUT)
        error = pthread_cond_timedwait(&pool.gone, &pool.lock, &until);
    pthread_mutex_unlock(&pool.lock);
}
