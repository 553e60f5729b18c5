// SPDX-License-Identifier: MIT
// worker.h: how workers are born.
#ifndef CSP_RUNTIME_WORKER_H
#define CSP_RUNTIME_WORKER_H

#include "run/rt.h"

// Makes the calling thread a worker; NULL if there are enough already.
struct worker *cspi_worker_adopt(void);

// The calling thread runs it from now on. rt.idle is held.
void cspi_worker_bind(struct worker *worker);
// It does not any more.
void cspi_worker_unbind(void);

// Starts one worker more on a thread of its own, if CSP_WORKERS allows; the
// program goes on with fewer if the system has no thread. rt.idle is held.
void cspi_worker_start(void);

// Sees to it that there is at least one worker; for foreign threads.
void cspi_worker_ensure(void);

// Does one of them run the task, as of now? Any thread.
bool cspi_worker_runs(const struct task *task);

#endif
