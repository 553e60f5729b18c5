// SPDX-License-Identifier: MIT
// par.h: tasks inside their parent's frame.
#ifndef CSP_RUNTIME_PAR_H
#define CSP_RUNTIME_PAR_H

#include <assert.h>
#include <csp_abi.h>
#include <stdatomic.h>
#include <stddef.h>

#include "run/brood.h"
#include "run/task.h"

struct par {
    struct brood brood; // first; its list: branches in blocks of their own
    union {
        struct branch *first; // those that lie in the parent's frame
        struct turns *turns;  // BROOD_TURNS, whose head is not over
    } its;
};
static_assert(sizeof(struct par) <= sizeof(struct csp_gather), "abi");

// While the head of a par for goes on, its parent may do anything but wait for
// the turns: by this who ends a scope around them finds them all the same.
struct turns {
    struct scope scope;
    struct brood *brood; // see cspi_scope_brood
};

struct branch {
    struct par *par;
    struct branch *next;
    struct task task; // its root's frame follows
};
static_assert(sizeof(struct branch) == sizeof(struct csp_branch), "abi");

// The frame of a branch in a block of its own (TASK_COUNTED) begins so.
struct counted {
    struct csp_frame csp;
    struct link link;
};

static inline struct par *cspi_par_of(struct brood *brood)
{
    return (struct par *)brood;
}

static inline struct task *cspi_par_turn(struct link *link)
{
    return cspi_task_of_root((struct csp_frame *)link - 1);
}

// Whose branch the task is, and in which brood.
struct task *cspi_par_parent(struct task *task);
struct brood *cspi_par_brood(struct task *task);

// A branch's root has returned.
void cspi_par_ended(struct worker *worker, struct task *task);

// Calls visit for each branch in the parent's frame that has not ended, by
// peek.h.
void cspi_par_each(const struct par *par, void (*visit)(struct task *, void *),
                   void *arg);

#endif
