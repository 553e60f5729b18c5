// SPDX-License-Identifier: MIT
// cancel.h: ending what a task waits for.
#ifndef CSP_RUNTIME_CANCEL_H
#define CSP_RUNTIME_CANCEL_H

#include <stdbool.h>

struct group;
struct par;
struct scope;
struct task;
struct worker;

// The caller has ended the wait of a task (cspi_scope_end): takes it out of
// what it waited for. False if it goes on to wait, for its children, which are
// cancelled; else it is ready to be made runnable. No lock is held. worker
// NULL: any thread.
bool cspi_cancel_undo(struct worker *worker, struct task *task);

// Ends a scope of the task, NULL: the task, and what it waits for.
void cspi_cancel_scope(struct worker *worker, struct task *task,
                       struct scope *scope);

// Cancels all branches of a scoped par that the caller keeps from going.
void cspi_cancel_par(struct worker *worker, struct par *par);

// Cancels all children of a group that the caller keeps from going.
void cspi_cancel_group(struct worker *worker, struct group *group);

#endif
