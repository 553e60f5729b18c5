// SPDX-License-Identifier: MIT
// pick.h: who runs next under CSP_SEED.
#ifndef CSP_RUNTIME_PICK_H
#define CSP_RUNTIME_PICK_H

struct task;
struct worker;

// The task that the seed chooses among all that can run; NULL: there is none.
struct task *cspi_pick(struct worker *worker);

#endif
