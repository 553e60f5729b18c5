// SPDX-License-Identifier: MIT
// report.h: what csp-trace makes of a trace.
#ifndef CSP_TRACE_REPORT_H
#define CSP_TRACE_REPORT_H

#include <stdio.h>

#include "trace/replay.h"

// -- report.c: what took long, who waits for whom, for people ----------------
void report_print(FILE *out, struct trace *trace);

// -- perfetto.c: Chrome's JSON, which Perfetto and others show ---------------
void perfetto_write(FILE *out, struct trace *trace);

// -- folded.c: a line for each stack of callers, with nanoseconds: those on the
// workers, or those of waits ---------------------------------------------
enum folded { FOLDED_RUN, FOLDED_WAIT };
void folded_print(FILE *out, struct trace *trace, enum folded what);

#endif
