// SPDX-License-Identifier: MIT
// watch.h: one worker looks after the others.
#ifndef CSP_RUNTIME_WATCH_H
#define CSP_RUNTIME_WATCH_H

#include "run/rt.h"

// Looks after the other workers, if nobody has for a while: takes over what an
// endless step keeps waiting, and timers that are late.
void cspi_watch_look(struct worker *worker, int64_t now);

#endif
