// SPDX-License-Identifier: MIT
// group.h: a group: a scope whose end waits for the tasks started in it.
//
// Lies in its parent's frame. People get a number for it (csp_group_here), by
// which go_in finds it in a table while it is there: the number of one that has
// ended belongs to none.
#ifndef CSP_RUNTIME_GROUP_H
#define CSP_RUNTIME_GROUP_H

#include "run/brood.h"

struct group {
    struct scope scope; // first; `why` is people's
    struct brood brood; // see cspi_scope_brood
    struct group *next; // in the table
    uintptr_t number;   // 0: it is not there
    int error;          // the first failure of a child; 0. Under brood.lock
    bool left;          // before its end, by a jump or by unwinding
};
static_assert(offsetof(struct group, brood) == sizeof(struct scope), "behind");
static_assert(sizeof(struct group) <= sizeof(struct csp_group), "abi");

// At the end of its task's block.
struct child {
    struct link link;      // first
    uint32_t offset;       // from its task
    uint32_t result_bytes; // of a signed integer; 0: it returns something else
};

static inline struct group *cspi_group_of(struct brood *brood)
{
    return (struct group *)((char *)brood - offsetof(struct group, brood));
}

static inline struct task *cspi_group_child(struct link *link)
{
    return (struct task *)((char *)link - ((struct child *)link)->offset);
}

// Whose child the task is.
struct task *cspi_group_parent(const struct task *task);

// Where the struct child of such a task is; NULL: nowhere that can be read.
const struct child *cspi_group_place(const struct task *task);

// A child's root has returned, or unwound; nobody may touch the task
// afterwards.
void cspi_group_ended(struct worker *worker, struct task *task, bool unwound);

#endif
