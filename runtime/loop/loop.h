// SPDX-License-Identifier: MIT
// loop.h: which task runs next, and where.
#ifndef CSP_RUNTIME_LOOP_H
#define CSP_RUNTIME_LOOP_H

#include "run/rt.h"

// Reads the environment and lets rt.run lead to the loop, once. To be called
// before anything starts a worker. Any thread, any number of times.
void cspi_loop_init(void);

// Runs tasks until the program ends (rt.stopped).
void cspi_loop_run(struct worker *worker);

#endif
