// SPDX-License-Identifier: MIT
// ready.h: making tasks runnable.
#ifndef CSP_RUNTIME_READY_H
#define CSP_RUNTIME_READY_H

#include <stdbool.h>

#include "base/race.h"
#include "run/rt.h"
#include "run/task.h"

// What a full queue of the worker's has no room for; worker NULL: a task for
// the global queue.
void cspi_ready_overflow(struct worker *worker, struct task *task);

// To the back of the worker's own queue; wakes nobody, unless that is full.
static inline void cspi_ready_put(struct worker *worker, struct task *task)
{
    if (!cspi_deque_push(&worker->deque, task))
        cspi_ready_overflow(worker, task);
}

// To the back of the worker's queue, or the global one; worker NULL (or one of
// the pool): the global queue.
void cspi_ready_push(struct worker *worker, struct task *task);

// A list, through their links, of tasks that were woken together.
void cspi_ready_push_list(struct worker *worker, struct task *first);

// The slot of the task just woken, seen empty by its worker: it still is,
// because others only take from it. Release pairs with their acquire.
static inline void
cspi_ready_fill_slot(struct worker *worker, struct task *task)
{
    cspi_race_release(cspi_race_woken(task));
    cspi_task_set_state(task, TASK_READY);
    atomic_store_explicit(&worker->lifo, task, memory_order_release);
}

// By the worker. What was there, if no thief was faster.
static inline struct task *
cspi_ready_swap_slot(struct worker *worker, struct task *task)
{
    if (!worker->alone && !csp_rt_begin_alone(&worker->abi))
        return atomic_exchange_explicit(&worker->lifo, task,
                                        memory_order_acq_rel);
    struct task *old =
        atomic_load_explicit(&worker->lifo, memory_order_relaxed);
    atomic_store_explicit(&worker->lifo, task, memory_order_release);
    csp_rt_end_alone(&worker->abi);
    return old;
}

// The rest of cspi_ready_wake.
static inline void
cspi_ready_wake_here(struct worker *worker, struct task *task)
{
    struct task *old =
        atomic_load_explicit(&worker->lifo, memory_order_relaxed);
    if (!old) {
        cspi_ready_fill_slot(worker, task);
        return;
    }
    cspi_task_set_state(task, TASK_READY);
    old = cspi_ready_swap_slot(worker, task);
    if (old) cspi_ready_push(worker, old);
}

// cspi_ready_wake, of a worker that is apart, or NULL.
void cspi_ready_wake_apart(struct worker *worker, struct task *task);

// A task that an operation has woken: it runs next on this worker.
static inline void cspi_ready_wake(struct worker *worker, struct task *task)
{
    cspi_race_release(cspi_race_woken(task));
    if (!worker || worker->apart)
        cspi_ready_wake_apart(worker, task);
    else
        cspi_ready_wake_here(worker, task);
}

// The rest of cspi_ready_complete.
int cspi_ready_counted(struct worker *worker, struct csp_frame *frame,
                       int result);

// For an operation that is complete without having waited. Once in a while the
// task must yield all the same, or it would keep its worker for itself.
static inline int
cspi_ready_complete(struct worker *worker, struct csp_frame *frame, int result)
{
    if (--worker->abi.budget > 0) return result;
    return cspi_ready_counted(worker, frame, result);
}

// Is an operation the last one of its turn? Under CSP_SEED turns end otherwise.
static inline bool cspi_ready_is_last(const struct worker *worker)
{
    return worker->abi.budget <= 1 && !cspi_rt.seeded;
}

// To be returned by an operation that is over: the task goes to the back of the
// queue all the same.
int cspi_ready_yield(struct worker *worker, struct csp_frame *frame);

// Is there anything that a thief should take? Sequentially consistent.
bool cspi_ready_visible(void);

#endif
