// SPDX-License-Identifier: MIT
// join.h: tasks with a handle.
//
// Such a task keeps its block after its end until the handle is joined or
// dropped. The handle is the address of its root frame.
#ifndef CSP_RUNTIME_JOIN_H
#define CSP_RUNTIME_JOIN_H

#include <stdbool.h>

struct brood;
struct chan;
struct csp_exit;
struct csp_frame;
struct task;
struct worker;

// In task.handle, under the lock of the task's bucket (join.c).
enum handle_state {
    HANDLE_ENDED = 1,    // the result is in the root frame
    HANDLE_JOINED = 2,   // somebody waits, or has waited
    HANDLE_DROPPED = 4,  // given up: the end frees the block, or who joined has
    HANDLE_UNWOUND = 8,  // it was cancelled: there is no result
    HANDLE_WATCHED = 16, // it has a promise, see ended.h
};

// The root of a task with a handle has returned, or unwound. Nobody may touch
// the task afterwards.
void cspi_join_ended(struct worker *worker, struct task *task, bool unwound);

// A joiner that has been claimed waits no more: the handle is as before.
void cspi_join_undo(struct csp_frame *root);

// Cancels the task, which may have ended and may be waited for in a join; stops
// the program at file:line if the handle has been given up. True: its wait has
// been claimed, and the caller ends it. *held: see cspi_scope_end.
bool cspi_join_cancel(struct csp_frame *root, const char *file, int line,
                      struct brood **held);

// What is known of the task, a sum of enum handle_state. Stops the program as
// cspi_join_cancel does.
unsigned cspi_join_look(struct csp_frame *root, const char *file, int line);

// Gives the task that promise of how it will end (ended.h), which keeps a
// reference, unless it has another. If it has ended *exit is to be put on it,
// and the caller has a reference, too. Stops the program as cspi_join_cancel
// does.
enum watch { WATCH_RUNNING, WATCH_OTHER, WATCH_OVER };
enum watch cspi_join_watch(struct csp_frame *root, struct chan *promise,
                           struct csp_exit *exit, const char *file, int line);

#endif
