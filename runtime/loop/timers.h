// SPDX-License-Identifier: MIT
// timers.h: waking the tasks whose deadlines have passed.
#ifndef CSP_RUNTIME_TIMERS_H
#define CSP_RUNTIME_TIMERS_H

#include <stdbool.h>

#include "run/rt.h"
#include "run/wake.h"

// Wakes what is due in a wheel, the worker's own or another's; true if anything
// was.
bool cspi_timers_run(struct worker *worker, struct wheel *wheel, int64_t now);

// Before its own queue becomes one that others may want to take from: one task
// there is the worker's own business, several are not.
static inline void cspi_notify_of_many(struct worker *w)
{
    if (cspi_deque_length(&w->deque) > 1 ||
        atomic_load_explicit(&w->lifo, memory_order_relaxed))
        cspi_notify_worth(w);
}

#endif
