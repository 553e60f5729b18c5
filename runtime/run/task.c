// SPDX-License-Identifier: MIT
// task.c: birth and death of tasks.
//
// Owns the header of a task until the scheduler gets it and after its root has
// returned. Tasks that still wait when the program ends are left as they are:
// their blocks lie in chunks that alloc.c's tables reach, and so does what
// their frames point to, so LeakSanitizer finds nothing to report.
#include "run/task.h"

#include "run/block.h"
#include "run/rt.h"
#include "base/stop.h"

// The last task that this thread was to create would have been one too many.
static _Thread_local bool refused;

static inline void
init(struct worker *worker, struct task *task, csp_step *step)
{
    struct csp_frame *root = cspi_task_root(task);
    *root = (struct csp_frame){.step = step};
    task->leaf = root;
    task->err = 0;
    cspi_task_set_kind(task, TASK_LOOSE, 0);
    task->handle = 0;
    cspi_task_set_state(task, TASK_NEW);
    if (worker)
        cspi_count(&worker->born);
    else
        atomic_fetch_add_explicit(&cspi_rt.foreign_born, 1,
                                  memory_order_relaxed);
}

void cspi_task_init(struct worker *worker, struct task *task, csp_step *step)
{
    init(worker, task, step);
}

// From the worker's own blocks; NULL: not this way.
static inline struct task *
create_fast(struct worker *worker, const struct csp_descriptor *coroutine)
{
    unsigned bin;
    struct task *task =
        cspi_block_reuse(worker->bins, coroutine->size, coroutine->align, &bin);
    if (!task) return NULL;
    task->bin = (unsigned char)bin;
    init(worker, task, coroutine->step);
    return task;
}

static struct task *
create(struct worker *worker, csp_step *step, size_t bytes, size_t align)
{
    struct task *task = cspi_task_alloc(worker, bytes, align);
    if (task) init(worker, task, step);
    return task;
}

// One at a time, so that there are never more. Tasks that end meanwhile may
// still count.
static struct task *
create_if_few(struct worker *worker, csp_step *step, size_t bytes, size_t align)
{
    static struct spin births; // before the locks of block.c
    cspi_spin_lock_own(&births);
    refused = cspi_task_count() >= (size_t)cspi_rt.tasks_most;
    struct task *task = refused ? NULL : create(worker, step, bytes, align);
    cspi_spin_unlock(&births);
    return task;
}

struct task *cspi_task_create_sized(struct worker *worker, csp_step *step,
                                    size_t bytes, size_t align)
{
    if (!worker) cspi_rt_init();
    return cspi_rt.tasks_most ? create_if_few(worker, step, bytes, align)
                              : create(worker, step, bytes, align);
}

static __attribute__((noinline)) struct task *
create_slow(struct worker *worker, const struct csp_descriptor *coroutine)
{
    return cspi_task_create_sized(worker, coroutine->step, coroutine->size,
                                  coroutine->align);
}

struct task *
cspi_task_create(struct worker *worker, const struct csp_descriptor *coroutine)
{
    struct task *task =
        worker && !worker->counts_in ? create_fast(worker, coroutine) : NULL;
    return task ? task : create_slow(worker, coroutine);
}

static __attribute__((noinline)) struct csp_frame *
spawn_slow(struct csp_worker *worker, const struct csp_descriptor *coroutine,
           const char *file, csp_u32 line)
{
    struct worker *w = cspi_worker_of(worker);
    return cspi_task_root(cspi_task_spawn(w, coroutine, file, line));
}

struct csp_frame *csp_rt_spawn(struct csp_worker *worker,
                               const struct csp_descriptor *coroutine,
                               const char *file, csp_u32 line)
{
    struct worker *w = cspi_worker(worker);
    struct task *task = w && !w->counts_in ? create_fast(w, coroutine) : NULL;
    if (!task) return spawn_slow(worker, coroutine, file, line);
    return cspi_task_root(task);
}

void cspi_task_no_memory(const struct csp_descriptor *coroutine,
                         const char *file, long line)
{
    if (refused)
        cspi_stop_at(file, line, "CSP_MAX_TASKS=%ld: cannot start %s",
                     cspi_rt.tasks_most, coroutine->name);
    cspi_stop_at(file, line, "out of memory: cannot start %s (%u bytes)",
                 coroutine->name, coroutine->size);
}

void cspi_task_destroy(struct worker *worker, struct task *task)
{
    cspi_task_free(worker, task);
}

size_t cspi_task_count(void)
{
    unsigned long live = atomic_load(&cspi_rt.foreign_born);
    unsigned n = atomic_load_explicit(&cspi_rt.started, memory_order_acquire);
    for (unsigned i = 0; i < n; i++)
        live -= atomic_load_explicit(&cspi_rt.workers[i]->died,
                                     memory_order_acquire);
    for (unsigned i = 0; i < n; i++)
        live += atomic_load_explicit(&cspi_rt.workers[i]->born,
                                     memory_order_relaxed);
    return (long)live < 0 ? 0 : live;
}

int64_t cspi_task_result(struct task *task, size_t bytes)
{
    size_t at = (sizeof(struct csp_frame) + bytes - 1) / bytes * bytes;
    const char *result = (const char *)cspi_task_root(task) + at;
    switch (bytes) {
    case 1: return *(const int8_t *)result;
    case 2: return *(const int16_t *)result;
    case 4: return *(const int32_t *)result;
    default: return *(const int64_t *)result;
    }
}
