// SPDX-License-Identifier: MIT
// ended.h: promises of how tasks with a handle have ended.
//
// A task has at most one, and its HANDLE_WATCHED then (join.h). The promise is
// there until the handle is used up and the block goes.
#ifndef CSP_RUNTIME_ENDED_H
#define CSP_RUNTIME_ENDED_H

#include <stdbool.h>
#include <stdint.h>

struct brood;
struct chan;
struct csp_exit;
struct csp_frame;
struct task;

// A promise, not yet that of a task; NULL when memory is out.
struct chan *cspi_ended_promise(uint32_t result_bytes);

// That of the task, NULL if it has none.
struct chan *cspi_ended_find(struct csp_frame *root);

// Makes it that of the task, which has none. The lock of the handle is held,
// as in the next two.
void cspi_ended_add(struct csp_frame *root, struct chan *promise);

// The task has ended: *exit is what to put, on the promise that is given, which
// is the caller's to release.
struct chan *
cspi_ended_over(struct csp_frame *root, bool unwound, struct csp_exit *exit);

// The block goes, or nearly so.
void cspi_ended_forget(struct csp_frame *root);

// If that is the task's promise and it has not ended, cancels it. The task, if
// its wait has ended by that, and is the caller's to undo; or NULL. *held: see
// cspi_scope_end.
struct task *cspi_ended_cancel(struct csp_frame *root, struct chan *promise,
                               struct brood **held);

#endif
