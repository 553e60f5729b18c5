// SPDX-License-Identifier: MIT
// clock.h: the time that tasks live by: deadlines of sleeps and selects, and
// csp_now. Nobody else asks a clock for them.
//
// It is the system's, or under CSP_CLOCK=virtual one that stands still while
// anything can run and jumps to the next deadline when nothing can (pace.c).
// The scheduler's own patience is real time (cspi_now) in both.
#ifndef CSP_RUNTIME_CLOCK_H
#define CSP_RUNTIME_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sys.h"
#include "run/rt.h"

// Nanoseconds; never goes back. Any thread.
static inline int64_t cspi_clock_now(void)
{
    if (__builtin_expect(!cspi_rt.virtual_time, 1)) return cspi_now();
    return atomic_load_explicit(&cspi_rt.clock, memory_order_relaxed);
}

// `ns` from now, saturated: never in the past by overflow.
int64_t cspi_clock_deadline(int64_t ns);

// csp_now: as cspi_clock_now, and says so, once, when a program seems to wait
// for virtual time to pass by reading it again and again.
int64_t cspi_clock_read(void);

// Virtual time goes on to this moment. rt.idle is held.
void cspi_clock_set(int64_t now);

#endif
