// SPDX-License-Identifier: MIT
// end.h: the end of a task.
#ifndef CSP_RUNTIME_END_H
#define CSP_RUNTIME_END_H

#include <stdbool.h>

#include "run/rt.h"

// The task's root has returned, or unwound. Nobody may touch the task
// afterwards.
void cspi_end_task(struct worker *worker, struct task *task, bool unwound);

#endif
