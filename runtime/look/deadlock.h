// SPDX-License-Identifier: MIT
// deadlock.h: finding out that nothing can ever happen again.
#ifndef CSP_RUNTIME_DEADLOCK_H
#define CSP_RUNTIME_DEADLOCK_H

#include <stdint.h>

// All workers sleep; rt.idle is held. Ends the program with a report if no
// thread can ever wake one. Otherwise: when to look again; CSPI_NEVER if
// something known will happen first.
int64_t cspi_deadlock_check(void);

#endif
