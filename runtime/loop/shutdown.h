// SPDX-License-Identifier: MIT
// shutdown.h: how the workers stop when the program ends.
#ifndef CSP_RUNTIME_SHUTDOWN_H
#define CSP_RUNTIME_SHUTDOWN_H

#include "run/rt.h"

// Stops all workers and waits for their threads, but not for long: a step that
// does not end must not keep the program from ending.
void cspi_shutdown(void);

// main has ended on this worker, whose thread is not the main one.
void cspi_shutdown_program(void);

#endif
