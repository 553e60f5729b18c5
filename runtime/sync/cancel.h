// SPDX-License-Identifier: MIT
// cancel.h: ending what a task waits for.
#ifndef CSP_RUNTIME_CANCEL_H
#define CSP_RUNTIME_CANCEL_H

#include <stdbool.h>

struct brood;
struct csp_frame;
struct scope;
struct task;
struct worker;

// The caller has ended the wait of a task (cspi_scope_end): takes it out of
// what it waited for. False if it goes on to wait, for its children; else it is
// ready to be made runnable. No lock is held. *held: as there.
bool cspi_cancel_undo(struct task *task, struct brood **held);

// Ends a scope of the task, NULL: the task, and what it waits for; `why`: enum
// csp_error.
void cspi_cancel_scope(struct worker *worker, struct task *task,
                       struct scope *scope, int why);

// Cancels the children of those in the list, and lets go of them. Iterative: a
// tree of tasks may be deep. worker NULL: any thread, as above.
void cspi_cancel_held(struct worker *worker, struct brood *held);

// Cancels all children, for the parent, which goes on to wait for them.
void cspi_cancel_children(struct worker *worker, struct brood *brood);

// The parent waits until its children are gone, and cancels them if it is
// itself.
int cspi_cancel_wait(struct worker *worker, struct csp_frame *frame,
                     struct brood *brood);

#endif
