// SPDX-License-Identifier: MIT
// cancel.h: ending what a task waits for.
#ifndef CSP_RUNTIME_CANCEL_H
#define CSP_RUNTIME_CANCEL_H

struct task;
struct worker;

// The caller has ended the wait of a task (cspi_scope_end): takes it out of
// what it waited for; it is then ready to be made runnable. No lock is held.
void cspi_cancel_undo(struct task *task);

#endif
