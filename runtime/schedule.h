// SPDX-License-Identifier: MIT
// schedule.h: which task runs next, and where.
#ifndef CSP_RUNTIME_SCHEDULE_H
#define CSP_RUNTIME_SCHEDULE_H

#include <stdbool.h>

#include "park.h"
#include "rt.h"
#include "task.h"

// Runs tasks until the program ends (rt.stopped).
void cspi_sched_run(struct worker *worker);

// Makes the calling thread a worker; NULL if there are enough already.
struct worker *cspi_sched_adopt_thread(void);

// Starts one worker more on a thread of its own, if CSP_WORKERS allows; the
// program goes on with fewer if the system has no thread. rt.idle is held.
void cspi_sched_start_worker(void);

// Sees to it that there is at least one worker; for foreign threads.
void cspi_sched_ensure_worker(void);

// Stops all workers and waits for their threads, but not for long: a step that
// does not end must not keep the program from ending.
void cspi_sched_stop(void);

// -- making tasks runnable ---------------------------------------------------

// To the back of the worker's queue, or the global one; worker NULL (or one of
// the pool): the global queue.
void cspi_sched_push(struct worker *worker, struct task *task);

// A list, through their links, of tasks that were woken together.
void cspi_sched_push_list(struct worker *worker, struct task *first);

// The slot of the task just woken, seen empty by its worker: it still is,
// because others only take from it. Release pairs with their acquire.
static inline void
cspi_sched_fill_slot(struct worker *worker, struct task *task)
{
    task->state = TASK_READY;
    atomic_store_explicit(&worker->lifo, task, memory_order_release);
}

// A task that an operation has woken: it runs next on this worker.
static inline void cspi_sched_wake(struct worker *worker, struct task *task)
{
    if (!worker || worker->pool) {
        task->state = TASK_READY;
        cspi_sched_push(NULL, task);
        return;
    }
    struct task *old =
        atomic_load_explicit(&worker->lifo, memory_order_relaxed);
    if (!old) {
        cspi_sched_fill_slot(worker, task);
        return;
    }
    task->state = TASK_READY;
    old = atomic_exchange_explicit(&worker->lifo, task, memory_order_acq_rel);
    if (old) cspi_sched_push(worker, old);
}

// For an operation that is complete without having waited. Once in a while the
// task must yield all the same, or it would keep its worker for itself.
static inline int
cspi_sched_complete(struct worker *worker, struct csp_frame *frame, int result)
{
    if (--worker->abi.budget > 0) return result;
    frame->result = result;
    worker->task->leaf = frame;
    return CSP_YIELDED;
}

// -- for park.c --------------------------------------------------------------

// Is there anything in a queue that a thief may take? Sequentially consistent.
bool cspi_sched_work_visible(void);

// Takes over what waits behind another worker's endless step, or its timers
// alone, if they are due; true if anything.
bool cspi_sched_rescue(struct worker *worker, struct worker *other);
bool cspi_sched_rescue_timers(struct worker *worker, struct worker *other);

#endif
