// SPDX-License-Identifier: MIT
// mistake.h: how a program ends by a mistake of one of its tasks: as stop.h
// says, with the place that the task's frames tell.
#ifndef CSP_RUNTIME_MISTAKE_H
#define CSP_RUNTIME_MISTAKE_H

#include <csp_abi.h>

#include "base/stop.h"

struct task;
struct worker;

// Before a stop that the end of main may have brought about, which released a
// channel: gives it the time to end the program in its own way. Blocks the
// thread for some seconds at most.
void cspi_mistake_after_main(void);

// In plain code that runs on a worker: tells the task that called it.
__attribute__((noreturn, format(printf, 1, 2))) void
cspi_mistake_here(const char *text, ...);

// Of a task that has parked: the place, and what stands there, are its leaf's,
// or where the program called the library.
__attribute__((noreturn)) void
cspi_mistake_task(struct task *task, const char *text);

// For an operation that may suspend: its step saves, which tells the place, and
// then the program stops with this text, as cspi_mistake_task does. To be
// returned by the operation.
int cspi_mistake_frame(struct worker *worker, struct csp_frame *frame,
                       const char *text);

// The same for a channel that was released.
int cspi_mistake_released(struct worker *worker, struct csp_frame *frame,
                          const char *text);

// There is no memory for the frame of a call: one to take the arguments, whose
// step stops the program as the above do.
struct csp_frame *cspi_mistake_no_frame(struct worker *worker,
                                        const struct csp_descriptor *coroutine,
                                        struct csp_frame *parent);

#endif
