// SPDX-License-Identifier: MIT
// par.h: tasks inside their parent's frame.
#ifndef CSP_RUNTIME_PAR_H
#define CSP_RUNTIME_PAR_H

#include <assert.h>
#include <csp_abi.h>
#include <stdatomic.h>
#include <stddef.h>

#include "base/spin.h"
#include "run/ready.h"
#include "run/scope.h"
#include "run/task.h"

struct branch;

struct par {
    atomic_size_t running; // branches that have not ended, and the parent: 1
    struct task *parent;   // set before its part of `running` is given up
    struct branch *first;  // all branches that lie in the parent's frame
    struct counted *turns; // circular, of a scoped par: the others; as a group
    struct spin lock;      // of what follows, and `turns`
    bool scoped; // somebody may cancel the parent, and so the branches
    bool told;   // they are cancelled
    bool closed; // .. and the parent's wait is not to be claimed
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
    struct counted *next, *prev; // in par->turns
};

// One less in `running`. The last one out finds the parent parked: its own part
// was in the count. Of a scoped par the lock tells who wakes it.
static inline void cspi_par_give_up(struct worker *w, struct par *par)
{
    struct task *parent;
    if (!par->scoped) {
        if (atomic_fetch_sub_explicit(&par->running, 1, memory_order_acq_rel) ==
            1)
            cspi_ready_wake(w, par->parent);
        return;
    }
    cspi_spin_lock(&par->lock);
    parent = par->parent;
    bool wakes = atomic_fetch_sub_explicit(&par->running, 1,
                                           memory_order_acq_rel) == 1 &&
                 (par->closed || cspi_scope_claim(parent));
    cspi_spin_unlock(&par->lock);
    if (!wakes) return;
    parent->leaf->result = cspi_scope_verdict(parent);
    cspi_ready_wake(w, parent);
}

// A branch's root has returned.
void cspi_par_ended(struct worker *worker, struct task *task);

// Calls visit for each branch that has not ended. Only while nothing runs.
void cspi_par_each(struct par *par, void (*visit)(struct task *, void *),
                   void *arg);

#endif
