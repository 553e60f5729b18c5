// SPDX-License-Identifier: MIT
// task.h: a task is one thread of control: a root frame and what it calls.
//
// Its header and its root frame are one block, so a task costs 24 bytes more
// than its frame. The scheduler knows the innermost frame only (`leaf`): waking
// a task costs the same at any depth.
#ifndef CSP_RUNTIME_TASK_H
#define CSP_RUNTIME_TASK_H

#include <assert.h>
#include <csp_abi.h>
#include <stdbool.h>
#include <stddef.h>

struct worker;

// What a task is doing. Everything from TASK_SEND on waits.
enum task_state {
    TASK_FREE, // the block is not in use; a fresh block is zero
    TASK_READY,
    TASK_SEND,     // waits_on: the channel
    TASK_RECV,     // waits_on: the channel
    TASK_SELECT,   // waits_on: the array of cases, count in the first
    TASK_SLEEP,    // waits_on: the timer
    TASK_BLOCKING, // on its way to, or on, a thread of the pool
    TASK_JOIN,     // waits_on: the task or the group
};

enum task_flags {
    TASK_MAIN = 1,     // its end ends the program
    TASK_ENTERED = 2,  // a foreign thread waits for it and frees the block
    TASK_EMBEDDED = 4, // lives in its parent's frame: cspi_par
};

struct task {
    struct csp_frame *leaf; // innermost frame; set before the task is published
    union {
        struct task *next; // while it is runnable: link in a queue
        void *waits_on;    // while it waits: for people only
    };
    int err;             // errno, carried over a suspension
    unsigned short bin;  // of the block, see alloc.h
    unsigned char state; // enum task_state
    unsigned char flags; // enum task_flags
};
static_assert(sizeof(struct task) == 24, "every task pays for this header");

static inline struct csp_frame *cspi_task_root(struct task *task)
{
    return (struct csp_frame *)(task + 1);
}

static inline struct task *cspi_task_of_root(struct csp_frame *root)
{
    return (struct task *)root - 1;
}

// A new task, not yet runnable; NULL when memory is out. worker NULL: any
// thread.
struct task *cspi_task_create(struct worker *worker,
                              const struct csp_descriptor *coroutine);

// The task's root has returned CSP_DONE. Nobody may touch the task afterwards.
void cspi_task_end(struct worker *worker, struct task *task);

// Tasks born and not ended; exact when nothing runs.
size_t cspi_task_count(void);

// The block goes back; for tasks that outlive their end (TASK_ENTERED).
void cspi_task_destroy(struct worker *worker, struct task *task);

#endif
