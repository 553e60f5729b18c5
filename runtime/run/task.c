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

void cspi_task_init(struct worker *worker, struct task *task, csp_step *step)
{
    struct csp_frame *root = cspi_task_root(task);
    *root = (struct csp_frame){.step = step};
    task->leaf = root;
    task->err = 0;
    cspi_task_set_kind(task, TASK_LOOSE, 0);
    task->handle = 0;
    cspi_task_set_state(task, TASK_READY);
    if (worker)
        cspi_count(&worker->born);
    else
        atomic_fetch_add_explicit(&cspi_rt.foreign_born, 1,
                                  memory_order_relaxed);
}

struct task *
cspi_task_create(struct worker *worker, const struct csp_descriptor *coroutine)
{
    struct task *task =
        cspi_task_alloc(worker, coroutine->size, coroutine->align);
    if (!task) return NULL;
    cspi_task_init(worker, task, coroutine->step);
    return task;
}

void cspi_task_no_memory(const struct csp_descriptor *coroutine,
                         const char *file, long line)
{
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
