// SPDX-License-Identifier: MIT
// select.h: one task waiting for several channels and deadlines at once.
#ifndef CSP_RUNTIME_SELECT_H
#define CSP_RUNTIME_SELECT_H

#include <stdbool.h>

#include "list.h"
#include "rt.h"
#include "timer.h"

// Makes the caller the one that ends the select; false if another was faster.
// The lock of the waiter's channel is held, and the waiter is out of its queue.
bool cspi_select_claim(struct waiter *waiter);
// The same for any timer, with the wheel's lock held: true if it is ours.
bool cspi_timer_claim(struct timer *timer);

// After a claim, with no lock held: takes the other cases out of their queues.
// The task can then be made runnable.
void cspi_select_finish(struct waiter *waiter, int ok);
struct task *cspi_timer_finish(struct timer *timer);

#endif
