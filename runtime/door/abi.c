// SPDX-License-Identifier: MIT
// abi.c: what csp_abi.h promises: thin shells round the rooms that do it.
//
// Channel operations are in chan.c, select in select.c, joins in join.c,
// blocking statements in blocking.c, registration in registry.c, the start of a
// task in task.c.
#include <csp_abi.h>

#include "run/block.h"
#include "base/public.h"

#include "loop/enter.h"
#include "loop/halt.h"
#include "loop/loop.h"
#include "run/fiber.h"
#include "run/park.h"
#include "run/ready.h"
#include "run/scope.h"
#include "run/registry.h"
#include "run/rt.h"
#include "run/mistake.h"
#include "run/task.h"
#include "run/trace.h"
#include "run/worker.h"

// -- frames ------------------------------------------------------------------

static __attribute__((noinline)) struct csp_frame *
make_frame(struct csp_worker *worker, const struct csp_descriptor *coroutine,
           struct csp_frame *parent)
{
    struct worker *w = cspi_worker_of(worker);
    struct csp_frame *frame =
        cspi_frame_alloc(w, coroutine->size, coroutine->align);
    if (!frame) return cspi_mistake_no_frame(w, coroutine, parent);
    csp_rt_frame_init(frame, coroutine->step, parent);
    return frame;
}

// A thread of the pool has nothing in its bins, nor room there.
struct csp_frame *csp_rt_frame_alloc(struct csp_worker *worker,
                                     const struct csp_descriptor *coroutine,
                                     struct csp_frame *parent)
{
    struct worker *w = cspi_worker(worker);
    struct csp_frame *frame =
        w ? cspi_frame_reuse(w->bins, coroutine->size, coroutine->align) : NULL;
    if (!frame) return make_frame(worker, coroutine, parent);
    csp_rt_frame_init(frame, coroutine->step, parent);
    return frame;
}

static __attribute__((noinline)) void
give_frame(struct csp_worker *worker, const struct csp_descriptor *coroutine,
           struct csp_frame *frame)
{
    cspi_frame_free(cspi_worker_of(worker), frame, coroutine->size,
                    coroutine->align);
}

void csp_rt_frame_free(struct csp_worker *worker,
                       const struct csp_descriptor *coroutine,
                       struct csp_frame *frame)
{
    struct worker *w = cspi_worker(worker);
    if (!w ||
        !cspi_frame_keep(w->bins, frame, coroutine->size, coroutine->align))
        give_frame(worker, coroutine, frame);
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

const void *csp_rt_self(void)
{
    return cspi_self ? (const void *)cspi_self->task : (void *)&cspi_self;
}

// -- tasks -------------------------------------------------------------------

struct csp_frame *csp_rt_spawn_task(struct csp_worker *worker,
                                    const struct csp_descriptor *coroutine,
                                    const char *file, csp_u32 line)
{
    struct task *task = cspi_task_create(cspi_worker_of(worker), coroutine);
    if (!task) return NULL;
    cspi_birth(task, file, line);
    cspi_task_set_kind(task, TASK_HANDLE, TASK_SCOPED);
    return cspi_task_root(task);
}

static __attribute__((noinline)) void
start_apart(struct worker *w, struct csp_frame *root)
{
    if (!w) cspi_loop_init();
    cspi_fiber_start(cspi_task_of_root(root));
    if (cspi_trace_is_on()) cspi_trace_born(w, cspi_task_of_root(root));
    cspi_ready_push(w, cspi_task_of_root(root));
    if (!w) cspi_worker_ensure();
}

// Into the queue, where idle workers find it, not the slot of the task just
// woken: that one wakes nobody, and the starter may compute for long.
void csp_rt_start(struct csp_worker *worker, struct csp_frame *root)
{
    struct worker *w = cspi_worker_of(worker);
    cspi_race_call();
    if (!w || w->apart) {
        start_apart(w, root);
        return;
    }
    cspi_fiber_start(cspi_task_of_root(root));
    cspi_ready_push(w, cspi_task_of_root(root));
}

// -- entering from plain C ---------------------------------------------------

struct csp_frame *csp_rt_enter(const struct csp_descriptor *coroutine)
{
    return cspi_enter(coroutine);
}

void csp_rt_wait(struct csp_frame *root)
{
    cspi_race_call();
    cspi_enter_wait(root);
}

void csp_rt_leave(struct csp_frame *root)
{
    cspi_enter_leave(root);
}

// -- operations --------------------------------------------------------------

int csp_rt_stress(struct csp_worker *worker, struct csp_frame *frame)
{
    // A child of fork that has no other tasks may not wait: it goes on.
    if (atomic_load(&cspi_rt.halt) & HALT_FORKED) return 0;
    return cspi_ready_yield(cspi_worker(worker), frame);
}

int csp_rt_yield(struct csp_worker *worker, struct csp_frame *frame)
{
    struct worker *w = cspi_worker(worker);
    if (cspi_scope_fails(w)) return cspi_ready_complete(w, frame, CSP_ENDED);
    return cspi_ready_yield(w, frame);
}

int csp_rt_sleep(struct csp_worker *worker, struct csp_frame *frame,
                 struct csp_timer *timer, csp_i64 ns)
{
    return cspi_park_sleep(cspi_worker(worker), frame, (struct timer *)timer,
                           ns);
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
