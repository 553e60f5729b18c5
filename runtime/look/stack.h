// SPDX-License-Identifier: MIT
// stack.h: a task as it is read, with the chain of its frames.
#ifndef CSP_RUNTIME_STACK_H
#define CSP_RUNTIME_STACK_H

#include <stdbool.h>
#include <stdint.h>

#include "run/task.h"

enum { STACK_MOST = 64 }; // frames that are kept; the root is always one

struct stack {
    const struct task *at; // where it is, for its handle is right behind
    struct task task;      // copies, as the frames are
    enum task_state state;
    bool runs;     // on a worker: its frames are as of its last wait
    bool damaged;  // its frames cannot be read, or never end
    unsigned left; // frames that were not kept, before the last
    unsigned count;
    struct csp_frame frame[STACK_MOST]; // the innermost first, the root last
    const struct csp_frame *where[STACK_MOST];
    const void *waits_on; // as enum task_state tells; or NULL
};

// Reads a task; false: there is none, or nothing can be read there.
bool cspi_stack_read(struct stack *stack, const struct task *task);

// The innermost of its frames that is the program's own, not of what comes with
// the language; the innermost if all are that. Slow: for people only.
unsigned cspi_stack_own(const struct stack *stack);

// Likewise the outermost: what the task was begun as.
unsigned cspi_stack_begun(const struct stack *stack);

// The same number for tasks that do the same in the same functions.
uint64_t cspi_stack_hash(const struct stack *stack);

#endif
