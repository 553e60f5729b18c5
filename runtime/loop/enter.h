// SPDX-License-Identifier: MIT
// enter.h: plain C runs a coroutine, and main is one.
#ifndef CSP_RUNTIME_ENTER_H
#define CSP_RUNTIME_ENTER_H

#include <csp_abi.h>

// The root of a task for the calling thread to wait for; its arguments are not
// filled in.
struct csp_frame *cspi_enter(const struct csp_descriptor *coroutine);
void cspi_enter_wait(struct csp_frame *root);
void cspi_enter_leave(struct csp_frame *root);

#endif
