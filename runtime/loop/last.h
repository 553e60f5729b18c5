// SPDX-License-Identifier: MIT
// last.h: the look for leaks at the end of the program, under CSP_LEAKS.
#ifndef CSP_RUNTIME_LAST_H
#define CSP_RUNTIME_LAST_H

struct worker;

// There will be one if the program ends by exit.
void cspi_last_listen(void);

// main has ended, on this worker, and others still run.
void cspi_last_look(struct worker *worker);

#endif
