// SPDX-License-Identifier: MIT
// tries.h: the step of a leaf that goes before the task's own, its parent, and
// tries again what the task waits for.
#ifndef CSP_RUNTIME_TRIES_H
#define CSP_RUNTIME_TRIES_H

#include <csp_abi.h>

csp_step cspi_tries;
extern csp_step *cspi_tries_step; // what it does; loop.c sets it

#endif
