// SPDX-License-Identifier: MIT
// lend.h: a worker changes threads, while a task waits on its thread in plain
// C.
#ifndef CSP_RUNTIME_LEND_H
#define CSP_RUNTIME_LEND_H

#include "run/rt.h"

bool cspi_lend_pass(struct worker *worker);

// By a worker between two turns. False: the thread has lost the worker, and the
// program ends.
static inline bool cspi_lend_here(struct worker *worker)
{
    return !atomic_load(&worker->wanted) || cspi_lend_pass(worker);
}

// The program ends: threads that would wait for a worker do so no more.
void cspi_lend_stop(void);

// The program has ended, and the calling thread wants something of the runtime:
// returns only if it has not lent its worker.
void cspi_lend_end(void);

#endif
