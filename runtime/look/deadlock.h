// SPDX-License-Identifier: MIT
// deadlock.h: finding out that nothing can ever happen again.
#ifndef CSP_RUNTIME_DEADLOCK_H
#define CSP_RUNTIME_DEADLOCK_H

#include <stdbool.h>
#include <stdint.h>

// All workers sleep; rt.idle is held. Ends the program with a report if no
// thread can ever wake one. Otherwise: when to look again; CSPI_NEVER if
// something known will happen first.
int64_t cspi_deadlock_check(void);

// All workers sleep; rt.idle is held. May anything but a deadline still wake
// one: a statement that blocks, or a thread that does not wait in the runtime?
bool cspi_deadlock_outsiders(void);

#endif
