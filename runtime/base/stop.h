// SPDX-License-Identifier: MIT
// stop.h: how a program ends that has made a mistake, or has no memory.
//
// One line on standard error, "csp: FILE:LINE: what (value)", then exit status
// 2. The place is the user's, as who calls knows it; mistake.h knows it from a
// frame.
#ifndef CSP_RUNTIME_STOP_H
#define CSP_RUNTIME_STOP_H

// For what has no place in the source.
__attribute__((noreturn, format(printf, 1, 2))) void
cspi_stop(const char *text, ...);

// file NULL: nobody knows.
__attribute__((noreturn, format(printf, 3, 4))) void
cspi_stop_at(const char *file, long line, const char *text, ...);

// The parts of such a line, for mistake.c: what comes before the text, once, as
// the thread that ends the program; what comes after it.
void cspi_stop_begin(const char *file, long line);
__attribute__((noreturn)) void cspi_stop_end(void);

#endif
