// SPDX-License-Identifier: MIT
// pace.h: virtual time, and who lets it pass.
#ifndef CSP_RUNTIME_PACE_H
#define CSP_RUNTIME_PACE_H

#include "run/rt.h"

// All workers sleep, the caller is the last, and `first` is the first deadline
// of all. Until when, in real time, may it sleep, and 0 if not at all? It calls
// cspi_pace_run then. rt.idle is held.
int64_t cspi_pace_sleep(int64_t first);

// Descriptors have told something: they get a moment again before time jumps.
void cspi_pace_told(void);

// Wakes what is due now, whichever worker's it is.
void cspi_pace_run(struct worker *worker);

#endif
