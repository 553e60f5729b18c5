// SPDX-License-Identifier: MIT
// hooks.h: csp_on_switch and csp_on_chan, where the program defines them.
#ifndef CSP_RUNTIME_HOOKS_H
#define CSP_RUNTIME_HOOKS_H

#include <stdbool.h>

#include "base/public.h"
#include "run/rt.h"
#include "run/task.h"

// Does the program define one of them?
bool cspi_hooks_any(void);

// Nothing, if it does not define that one. worker NULL, or one that is none:
// another thread.
void cspi_hooks_switch(struct worker *worker, const struct task *task,
                       enum csp_switch_kind kind);
void cspi_hooks_chan(struct worker *worker, enum csp_chan_event_kind kind,
                     const void *chan, size_t length, size_t capacity);

#endif
