// SPDX-License-Identifier: MIT
// par.h: tasks inside their parent's frame.
#ifndef CSP_RUNTIME_PAR_H
#define CSP_RUNTIME_PAR_H

#include <assert.h>
#include <csp_abi.h>
#include <stdatomic.h>
#include <stddef.h>

#include "run/task.h"

struct branch;

struct par {
    atomic_size_t running; // branches that have not ended, and the parent: 1
    struct task *parent;   // set before its part of `running` is given up
    struct branch *first;  // all branches, for people
};
static_assert(sizeof(struct par) <= sizeof(struct csp_gather), "abi");

struct branch {
    struct par *par;
    struct branch *next;
    struct task task; // its root's frame follows
};
static_assert(sizeof(struct branch) == sizeof(struct csp_branch), "abi");

// The frame of a branch in a block of its own (TASK_COUNTED) begins so.
struct counted {
    struct csp_frame csp;
    struct par *par;
};

// A branch's root has returned.
void cspi_par_ended(struct worker *worker, struct task *task);

// Calls visit for each branch that has not ended. Only while nothing runs.
void cspi_par_each(struct par *par, void (*visit)(struct task *, void *),
                   void *arg);

#endif
