// SPDX-License-Identifier: MIT
// view.h: who may look at a program while it runs: CSP_WATCH.
#ifndef CSP_RUNTIME_VIEW_H
#define CSP_RUNTIME_VIEW_H

// Behind cspi_trace_start, by the loop, once; ends the program if the socket
// cannot be had.
void cspi_view_start(void);

#endif
