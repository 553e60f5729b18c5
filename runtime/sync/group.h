// SPDX-License-Identifier: MIT
// group.h: a group: a scope whose end waits for the tasks started in it.
//
// Lies in its parent's frame. Its lock guards `running`, `closed` and the list,
// and comes before that of scope.c. The parent is woken by who brings
// `running` to zero, with the lock held: nobody else may then touch the group.
#ifndef CSP_RUNTIME_GROUP_H
#define CSP_RUNTIME_GROUP_H

#include "base/spin.h"
#include "run/ready.h"
#include "run/scope.h"

struct group {
    struct scope scope; // first; `why` is people's
    struct task *parent;
    struct child *first; // circular; those that were told stand at the end
    size_t running;      // children that have not ended, and the parent: 1
    int error;           // the first failure of a child; 0
    struct spin lock;
    bool told;   // the children are cancelled
    bool closed; // .. and the parent's wait is not to be claimed
};
static_assert(sizeof(struct group) <= sizeof(struct csp_group), "abi");

// At the end of its task's block.
struct child {
    struct child *next, *prev;
    struct group *group;
    struct task *task;
    uint32_t result_bytes; // of a signed integer; 0: it returns something else
    bool told;             // it is cancelled
};

// One less in `running`.
static inline void
cspi_group_give_up(struct worker *worker, struct group *group)
{
    cspi_spin_lock(&group->lock);
    struct task *parent = group->parent;
    bool wakes =
        --group->running == 0 && (group->closed || cspi_scope_claim(parent));
    cspi_spin_unlock(&group->lock);
    if (wakes) cspi_ready_wake(worker, parent);
}

// A child's root has returned, or unwound; nobody may touch the task
// afterwards.
void cspi_group_ended(struct worker *worker, struct task *task, bool unwound);

#endif
