// SPDX-License-Identifier: MIT
// watchdog.h: turns that last longer than CSP_WATCHDOG allows.
#ifndef CSP_RUNTIME_WATCHDOG_H
#define CSP_RUNTIME_WATCHDOG_H

struct task;
struct worker;

// The thread that looks; by the loop, once.
void cspi_watchdog_start(void);

// By a worker: its turn begins, which ends the one before, and it has none.
void cspi_watchdog_begin(struct worker *worker, struct task *task);
void cspi_watchdog_end(struct worker *worker);

#endif
