// SPDX-License-Identifier: MIT
// trace.h: what happens, written down as it does: CSP_TRACE; and told to the
// program's own hooks (hooks.h).
//
// A worker of a traced program has a ring in a mapped file (csp/trace.h), of
// which it is the only writer; all other threads share one. In a program that
// has neither trace nor hooks nothing here is called: its workers run another
// loop (loop.c), and what else tells of something does so where a worker is
// `told`, on paths that are cold in all other programs: its floor asks before
// each operation (scope.h), and it is `apart` (ready.h).
#ifndef CSP_RUNTIME_TRACE_H
#define CSP_RUNTIME_TRACE_H

#include <csp/trace.h>
#include <csp_abi.h>
#include <stddef.h>
#include <stdint.h>

#include "run/rt.h"
#include "run/task.h"

// Opens the file that CSP_TRACE names, or memory where CSP_WATCH alone is set,
// by the loop, once; ends the program if that fails.
void cspi_trace_start(void);

// Leads to the same bytes; -1: nothing is traced.
int cspi_trace_descriptor(void);

// Before the worker runs: what it has to know.
void cspi_trace_worker(struct worker *worker);

// -- by a worker that is told ------------------------------------------------

// The task's turn begins; at_once: right behind what was told last.
void cspi_trace_turn(struct worker *worker, struct task *task, unsigned queued,
                     bool at_once);
// The turn ends. Before others can find the task.
void cspi_trace_waits(struct worker *worker, const struct task *task,
                      enum csp_trace_wait wait, uint64_t what);
void cspi_trace_yields(struct worker *worker, const struct task *task);
void cspi_trace_ends(struct worker *worker, const struct task *task);

void cspi_trace_operation(struct worker *worker, enum csp_trace_op op,
                          const void *chan, size_t length, size_t capacity);
void cspi_trace_descriptors(struct worker *worker, unsigned count);

// -- by any thread -----------------------------------------------------------

// Is anything told? For those who have no worker.
bool cspi_trace_is_on(void);

// The task has been born, can go on: before others can find it. worker NULL,
// or one that is none: another thread.
void cspi_trace_born(struct worker *worker, const struct task *task);
void cspi_trace_woken(struct worker *worker, const struct task *task,
                      enum csp_trace_waker by);

#endif
