// SPDX-License-Identifier: MIT
// bias.h: a worker that is alone takes locks by plain stores.
#ifndef CSP_RUNTIME_BIAS_H
#define CSP_RUNTIME_BIAS_H

#include <csp_abi.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The worker, awake, that this thread runs; NULL: none, which makes it foreign.
extern _Thread_local struct csp_worker *cspi_bias_self;

// Once, before there are workers.
void cspi_bias_init(void);

// The calling thread is about to run a worker that is new, or has slept, or one
// of the pool that ends a statement: from now on it may take locks, and nobody
// is alone but it.
void cspi_bias_enter(struct csp_worker *worker);
// Its worker is about to sleep, or is over: until it enters, it takes none.
void cspi_bias_leave(void);

// The calling thread has been given a worker that has entered, or, NULL, has
// given its own to another thread.
void cspi_bias_pass(struct csp_worker *worker);

// In the child of a fork, whose other threads are gone.
void cspi_bias_forked(void);

// The calling worker, at `now`, would like to be alone; whether it is depends.
void cspi_bias_want(int64_t now);
// It is about to wake another.
void cspi_bias_drop(void);

// A thread that runs no worker is about to take a lock: from now on nobody is
// ever alone. False: whoever was has not been told yet, and `patient` was not
// set.
bool cspi_bias_foreign(bool patient);

// Before any lock is taken.
static inline void cspi_bias_here(void)
{
    if (!cspi_bias_self) cspi_bias_foreign(true);
}

#endif
