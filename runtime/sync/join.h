// SPDX-License-Identifier: MIT
// join.h: tasks with a handle.
//
// Such a task keeps its block after its end until the handle is joined or
// dropped. The handle is the address of its root frame.
#ifndef CSP_RUNTIME_JOIN_H
#define CSP_RUNTIME_JOIN_H

#include <stdbool.h>

struct csp_frame;
struct task;
struct worker;

// In task.handle, under the lock of the task's bucket (join.c).
enum handle_state {
    HANDLE_ENDED = 1,   // the result is in the root frame
    HANDLE_JOINED = 2,  // somebody waits, or has waited
    HANDLE_DROPPED = 4, // nobody will: the end frees the block
    HANDLE_UNWOUND = 8, // it was cancelled: there is no result
};

// The root of a task with a handle has returned, or unwound. Nobody may touch
// the task afterwards.
void cspi_join_ended(struct worker *worker, struct task *task, bool unwound);

// A joiner that has been claimed waits no more: the handle is as before.
void cspi_join_undo(struct csp_frame *root);

// Stops the program at file:line unless this is a handle that may be used.
void cspi_join_check(void *task, const char *file, int line);

#endif
