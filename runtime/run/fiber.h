// SPDX-License-Identifier: MIT
// fiber.h: tasks as ThreadSanitizer sees them.
//
// In the runtime that is built for it each task is a fiber: a thread to TSan,
// with a history of its own, be there one worker or eight. What is known to one
// fiber is known to another only if race.h says so. A task that can have none,
// as there are too many, is the worker that runs it. In all other builds there
// is nothing of this.
#ifndef CSP_RUNTIME_FIBER_H
#define CSP_RUNTIME_FIBER_H

#include <stddef.h>

#include "base/race.h"

struct task;

// A cell: tasks have ended, which csp_live does not count any more.
extern const char cspi_fiber_ended;

#ifdef CSPI_RACES
// By who starts the task, and comes before it.
void cspi_fiber_start(struct task *task);

// The thread is about to run tasks, with its stack below this place; it does so
// no more.
void cspi_fiber_thread(const void *stack);
void cspi_fiber_thread_over(void);

// The thread runs the task from here on; it waits, or gives way; it has ended,
// and who ends it is still the task; the end is over.
void cspi_fiber_enter(struct task *task);
void cspi_fiber_leave(struct task *task);
void cspi_fiber_end(struct task *task);
void cspi_fiber_over(void);

// The thread acts for a task that waits and is the caller's alone, until it is
// given back what this gives; NULL: it cannot.
void *cspi_fiber_act_for(struct task *task);
void cspi_fiber_act_back(void *own);

// What was released there comes before what the task does next, which waits.
void cspi_fiber_learns(struct task *task, const void *cell);

#else
static inline void cspi_fiber_start(struct task *task)
{
    (void)task;
}

static inline void cspi_fiber_thread(const void *stack)
{
    (void)stack;
}

static inline void cspi_fiber_thread_over(void)
{
}

static inline void cspi_fiber_enter(struct task *task)
{
    (void)task;
}

static inline void cspi_fiber_leave(struct task *task)
{
    (void)task;
}

static inline void cspi_fiber_end(struct task *task)
{
    (void)task;
}

static inline void cspi_fiber_over(void)
{
}

static inline void *cspi_fiber_act_for(struct task *task)
{
    (void)task;
    return NULL;
}

static inline void cspi_fiber_act_back(void *own)
{
    (void)own;
}

static inline void cspi_fiber_learns(struct task *task, const void *cell)
{
    (void)task, (void)cell;
}
#endif

#endif
