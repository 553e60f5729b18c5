// SPDX-License-Identifier: MIT
// inject.h: the global queue: overflow of the workers' own queues, and tasks
// made runnable by threads that are not workers.
//
// What overflows before it has begun is kept apart, in batches, and the newest
// batch comes back first: a tree of tasks is walked depth first then, so that
// few of them live at a time, and what comes back is still in the cache.
#ifndef CSP_RUNTIME_INJECT_H
#define CSP_RUNTIME_INJECT_H

#include <stdbool.h>
#include <stdint.h>

struct task;

// Tasks through their links, that of the last one set by whoever needs it.
struct batch {
    struct task *first, *last;
    unsigned n;
};

enum { BATCH_TASKS = 129 }; // the half of a full queue, and one more

void cspi_batch_add(struct batch *batch, struct task *task);

// To the back. Any thread.
void cspi_inject(struct batch batch);
// The same for tasks that have not begun.
void cspi_inject_fresh(struct batch batch);
// Up to `most`, above 0, from the front, as a list; returns how many.
unsigned cspi_inject_take(unsigned most, struct task **first);
// The newest batch of those that have not begun.
unsigned cspi_inject_take_fresh(struct task **first);
// Now and then, so that all begin: a batch that has been the oldest for long
// is to be taken from the front.
void cspi_inject_age(int64_t now);
// Sequentially consistent: parking relies on it.
unsigned cspi_inject_length(void);

#endif
