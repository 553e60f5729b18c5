// SPDX-License-Identifier: MIT
// doom.h: what CSP_CANCEL cancels.
#ifndef CSP_RUNTIME_DOOM_H
#define CSP_RUNTIME_DOOM_H

struct task;
struct worker;

// The task, which does not run, waits now or goes on: here something may be
// cancelled that it would feel.
void cspi_doom(struct worker *worker, struct task *task);

#endif
