// SPDX-License-Identifier: MIT
// stop.h: how a program ends that has made a mistake, or has no memory.
//
// One line on standard error, "csp: FILE:LINE: what (value)", then exit status
// 2. The place is the user's: given by who calls, or known from a frame.
#ifndef CSP_RUNTIME_STOP_H
#define CSP_RUNTIME_STOP_H

#include <csp_abi.h>

struct task;
struct worker;

// For what has no place in the source.
__attribute__((noreturn, format(printf, 1, 2))) void
cspi_stop(const char *text, ...);

// file NULL: nobody knows.
__attribute__((noreturn, format(printf, 3, 4))) void
cspi_stop_at(const char *file, long line, const char *text, ...);

// Before a stop that the end of main may have brought about, which released a
// channel: gives it the time to end the program in its own way. Blocks the
// thread for some seconds at most.
void cspi_stop_after_main(void);

// In plain code that runs on a worker: tells the task that called it.
__attribute__((noreturn, format(printf, 1, 2))) void
cspi_stop_here(const char *text, ...);

// Of a task that has parked: the place, and what stands there, are its leaf's.
__attribute__((noreturn)) void
cspi_stop_task(struct task *task, const char *text);

// For an operation that may suspend: its step saves, which tells the place, and
// then the program stops with this text, as cspi_stop_task does. To be returned
// by the operation.
int cspi_stop_frame(struct worker *worker, struct csp_frame *frame,
                    const char *text);

// The same for a channel that was released.
int cspi_stop_released(struct worker *worker, struct csp_frame *frame,
                       const char *text);

#endif
