// SPDX-License-Identifier: MIT
// leaks.h: tasks that can never run again, although the program goes on.
#ifndef CSP_RUNTIME_LEAKS_H
#define CSP_RUNTIME_LEAKS_H

#include <stdbool.h>

// After cspi_reach_begin, when all stand: how many there are.
long cspi_leaks_find(void);

// Then, until cspi_reach_end: is the task one of them?
struct task;
bool cspi_leaks_is(const struct task *task);

#endif
