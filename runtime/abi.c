// SPDX-License-Identifier: MIT
// abi.c: what csp_abi.h promises: thin shells round the rooms that do it.
//
// Channel operations are in chan.c, select in select.c, joins in join.c,
// blocking statements in blocking.c, registration in registry.c.
#include <csp_abi.h>

#include "public.h"
#include <limits.h>

#include "blocking.h"
#include "registry.h"
#include "rt.h"
#include "schedule.h"
#include "select.h"
#include "stop.h"
#include "sys.h"
#include "task.h"
#include "thread.h"

// The runtime's worker for one that emitted code passes: NULL is looked up; a
// thread of the pool counts as foreign.
static struct worker *resolve(struct csp_worker *worker)
{
    struct worker *w = worker ? cspi_worker(worker) : cspi_self;
    return w && w->pool ? NULL : w;
}

// -- frames ------------------------------------------------------------------

struct csp_frame *csp_rt_frame_alloc(struct csp_worker *worker,
                                     const struct csp_descriptor *coroutine,
                                     struct csp_frame *parent)
{
    struct csp_frame *frame =
        cspi_frame_alloc(resolve(worker), coroutine->size, coroutine->align);
    if (!frame)
        cspi_stop_at(coroutine->file, coroutine->line,
                     "out of memory: cannot call %s (%u bytes)",
                     coroutine->name, coroutine->size);
    csp_rt_frame_init(frame, coroutine->step, parent);
    return frame;
}

void csp_rt_frame_free(struct csp_worker *worker,
                       const struct csp_descriptor *coroutine,
                       struct csp_frame *frame)
{
    cspi_frame_free(resolve(worker), frame, coroutine->size, coroutine->align);
}

const struct csp_descriptor *
csp_rt_find(void (*plain)(void), const struct csp_descriptor **site)
{
    const struct csp_descriptor *c = __atomic_load_n(site, __ATOMIC_ACQUIRE);
    if (c && cspi_registry_is(c, plain)) return c;
    c = cspi_registry_of_plain(plain);
    if (c) __atomic_store_n(site, c, __ATOMIC_RELEASE);
    return c;
}

const struct csp_descriptor *
csp_rt_find_started(void (*plain)(void), const struct csp_descriptor **site,
                    const char *file, csp_u32 line)
{
    const struct csp_descriptor *coroutine = csp_rt_find(plain, site);
    if (!coroutine)
        cspi_stop_at(file, line,
                     "a task is started through a pointer that leads to no "
                     "coroutine (%p)",
                     (void *)(uintptr_t)plain);
    return coroutine;
}

// -- tasks -------------------------------------------------------------------

struct csp_frame *csp_rt_spawn(struct csp_worker *worker,
                               const struct csp_descriptor *coroutine,
                               const char *file, csp_u32 line)
{
    struct task *task = cspi_task_create(resolve(worker), coroutine);
    if (!task)
        cspi_stop_at(file, line, "out of memory: cannot start %s (%u bytes)",
                     coroutine->name, coroutine->size);
    return cspi_task_root(task);
}

struct csp_frame *csp_rt_spawn_task(struct csp_worker *worker,
                                    const struct csp_descriptor *coroutine,
                                    const char *file, csp_u32 line)
{
    (void)file, (void)line; // for a table of the tasks that nobody joins
    struct task *task = cspi_task_create(resolve(worker), coroutine);
    if (!task) return NULL;
    task->flags = TASK_HANDLE;
    return cspi_task_root(task);
}

// Into the queue, where idle workers find it, not the slot of the task just
// woken: that one wakes nobody, and the starter may compute for long.
void csp_rt_start(struct csp_worker *worker, struct csp_frame *root)
{
    struct worker *w = resolve(worker);
    if (!w) cspi_rt_init();
    cspi_sched_push(w, cspi_task_of_root(root));
    if (!w) cspi_sched_ensure_worker();
}

// -- entering from plain C ---------------------------------------------------

struct csp_frame *csp_rt_enter(const struct csp_descriptor *coroutine)
{
    cspi_blocking_refuse(coroutine->name, coroutine->file,
                         (int)coroutine->line);
    if (cspi_self)
        cspi_stop_here("%s:%u: %s is a coroutine; plain code that runs on a "
                       "worker cannot call it",
                       coroutine->file, coroutine->line, coroutine->name);
    if (atomic_load(&cspi_rt.stopped))
        cspi_stop_at(coroutine->file, coroutine->line,
                     "%s called after the end of main", coroutine->name);
    cspi_rt_init();
    bool is_main = coroutine->flags & CSP_COROUTINE_MAIN && !cspi_rt.main_root;
    struct worker *w = is_main ? cspi_sched_adopt_thread() : NULL;
    struct task *task = cspi_task_create(w, coroutine);
    if (!task)
        cspi_stop_at(coroutine->file, coroutine->line,
                     "out of memory: cannot start %s (%u bytes)",
                     coroutine->name, coroutine->size);
    task->flags = w ? TASK_MAIN : TASK_ENTERED;
    if (is_main) cspi_rt.main_root = cspi_task_root(task);
    return cspi_task_root(task);
}

void csp_rt_wait(struct csp_frame *root)
{
    struct task *task = cspi_task_of_root(root);
    if (task->flags & TASK_MAIN) {
        struct worker *w = cspi_self;
        cspi_deque_push(&w->deque, task);
        cspi_sched_run(w);
        atomic_store(&cspi_rt.main_returned, 1);
        cspi_futex_wake(&cspi_rt.main_returned, INT_MAX);
        return;
    }
    struct thread self;
    cspi_thread_enter(&self, task);
    cspi_sched_ensure_worker();
    cspi_thread_wait(&self);
}

void csp_rt_leave(struct csp_frame *root)
{
    struct task *task = cspi_task_of_root(root);
    if (task->flags & TASK_MAIN) {
        cspi_sched_stop();
        cspi_blocking_stop();
        cspi_task_destroy(cspi_self, task);
        cspi_self = NULL;
    } else {
        cspi_task_destroy(NULL, task);
    }
}

// -- operations --------------------------------------------------------------

int csp_rt_yield(struct csp_worker *worker, struct csp_frame *frame)
{
    cspi_worker(worker)->task->leaf = frame;
    frame->result = 0;
    return CSP_YIELDED;
}

static void commit_sleep(struct worker *w, struct task *task, void *arg)
{
    (void)task;
    cspi_timer_add(&w->wheel, arg);
}

int csp_rt_sleep(struct csp_worker *worker, struct csp_frame *frame,
                 struct csp_timer *timer, csp_i64 ns)
{
    struct worker *w = cspi_worker(worker);
    if (ns <= 0) return csp_rt_yield(worker, frame);
    struct timer *t = (struct timer *)timer;
    *t = (struct timer){.deadline = cspi_deadline(ns),
                        .who = (uintptr_t)w->task};
    return cspi_park_on(
        w, frame,
        (struct wait){
            .state = TASK_SLEEP, .on = t, .commit = commit_sleep, .arg = t});
}

void csp_rt_send_failed(const char *file, csp_u32 line)
{
    cspi_stop_at(file, line, "send on a closed channel");
}

void csp_rt_too_many(csp_size choices, const char *file, csp_u32 line)
{
    cspi_stop_at(file, line, "select_set: count out of range (%zu)",
                 (size_t)choices);
}
