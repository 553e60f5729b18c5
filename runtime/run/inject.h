// SPDX-License-Identifier: MIT
// inject.h: the global queue: overflow of the workers' own queues, and tasks
// made runnable by threads that are not workers.
#ifndef CSP_RUNTIME_INJECT_H
#define CSP_RUNTIME_INJECT_H

#include <stdbool.h>

struct task;

// A list through the tasks' links, `n` long. Any thread.
void cspi_inject(struct task *first, struct task *last, unsigned n);
// Up to `most` tasks from the front, as a list; returns how many.
unsigned cspi_inject_take(unsigned most, struct task **first);
// Sequentially consistent: parking relies on it.
unsigned cspi_inject_length(void);

#endif
