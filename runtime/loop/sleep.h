// SPDX-License-Identifier: MIT
// sleep.h: how a worker looks for work in vain, and sleeps.
#ifndef CSP_RUNTIME_SLEEP_H
#define CSP_RUNTIME_SLEEP_H

#include <stdbool.h>

#include "run/rt.h"

// Becomes a searching worker, unless half of the busy ones search already.
bool cspi_search_begin(struct worker *worker);
// Stops searching because a task was found; the last one hands on the duty.
void cspi_search_end(struct worker *worker);

// Sleeps until there may be something to do. Ends the program with a report
// when there never can be. True: somebody has called it, or it did not sleep.
bool cspi_sleep_worker(struct worker *worker);

// The calling worker goes from sleeping to running: one of the others must be
// there to look after what it keeps waiting.
void cspi_sleep_watched(int64_t now);
// Looks after the other workers, if nobody has for a while.
void cspi_watch_look(struct worker *worker, int64_t now);
// No thread can be had: those that are not started do not count as idle, so
// that not every push tries again, for a while. rt.idle is held.
void cspi_park_withhold(void);

#endif
