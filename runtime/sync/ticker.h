// SPDX-License-Identifier: MIT
// ticker.h: channels that time sends on.
#ifndef CSP_RUNTIME_TICKER_H
#define CSP_RUNTIME_TICKER_H

#include "run/timer.h"

struct worker;

// A timer with TIMER_CHAN is due, and out of its wheel. No lock is held.
void cspi_ticker_fire(struct worker *worker, struct timer *timer);

#endif
