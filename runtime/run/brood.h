// SPDX-License-Identifier: MIT
// brood.h: the children of a task that it waits for: those of a group, and the
// branches of a par.
//
// Lies in the parent's frame. Its lock comes before those of scope.c, and
// guards `closed` and the list. Who brings `running` to zero, with the lock
// held, makes the parent runnable, or lets it go on, and is the last to touch
// the brood. That of a par in a task which nobody can cancel uses neither lock
// nor list.
#ifndef CSP_RUNTIME_BROOD_H
#define CSP_RUNTIME_BROOD_H

#include <csp_abi.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/spin.h"
#include "run/fiber.h"
#include "run/ready.h"
#include "run/scope.h"

// A child in a block of its own, in its brood's list. The child reads `brood`
// without the lock, so this changes in cspi_brood_tell alone, in relaxed order.
enum { LINK_TOLD = 1 }; // in link.brood: the child is cancelled
struct link {
    uintptr_t brood;
    struct link *next, *prev; // circular
};

static inline struct brood *cspi_link_brood(const struct link *link)
{
    uintptr_t brood = __atomic_load_n(&link->brood, __ATOMIC_RELAXED);
    return (struct brood *)(brood & ~(uintptr_t)LINK_TOLD);
}

enum brood_kind {
    BROOD_PAR,        // nobody can cancel the parent, nor its children
    BROOD_SCOPED_PAR, // somebody may
    BROOD_TURNS,      // of a par for; somebody may
    BROOD_GROUP,
};

struct brood {
    // Children that have not ended, the parent until it has parked, and who is
    // about to cancel the children: each counts 1.
    atomic_size_t running;
    struct task *parent;
    struct link *first;      // those that were told stand at the end
    struct brood *next_held; // whose children are about to be cancelled
    struct spin lock;
    unsigned char kind; // enum brood_kind
    bool told;          // the children are cancelled, and born so
    bool closed;        // the parent's wait is not to be claimed any more
    bool held; // has been in such a list, so they will be told, or were;
               // under the lock of scope.c while a scope leads here
};

// Of a scope with children: a group, or the turns of a par for whose head is
// not over.
static inline struct brood *cspi_scope_brood(struct scope *scope)
{
    void *behind = scope + 1;
    return scope->kind == SCOPE_TURNS ? *(struct brood **)behind : behind;
}

// -- who counts --------------------------------------------------------------

// One more; false if there are none: the parent goes on.
static inline bool cspi_brood_hold(struct brood *brood)
{
    size_t now = atomic_load_explicit(&brood->running, memory_order_relaxed);
    while (now && !atomic_compare_exchange_weak(&brood->running, &now, now + 1))
        ;
    return now;
}

// One less, but of a BROOD_PAR.
void cspi_brood_leave(struct worker *worker, struct brood *brood);

// The parent goes on, and knows what the children have done.
static inline void cspi_brood_wake(struct worker *w, struct brood *brood)
{
    struct task *parent = brood->parent;
    cspi_fiber_learns(parent, brood);
    cspi_ready_wake(w, parent);
}

// One less. Release and acquire on `running` order what the children did before
// what the parent does next.
static inline void cspi_brood_give_up(struct worker *w, struct brood *brood)
{
    cspi_race_release(brood);
    if (brood->kind != BROOD_PAR)
        cspi_brood_leave(w, brood);
    else if (atomic_fetch_sub_explicit(&brood->running, 1,
                                       memory_order_acq_rel) == 1)
        cspi_brood_wake(w, brood);
}

// -- the list, not of a BROOD_PAR ------------------------------------------

// The task, of a child that has not begun, is cancelled.
static inline void cspi_brood_born_told(struct task *task)
{
    cspi_byte_set(&task->flags, TASK_CANCELLED | TASK_FAILS);
}

// A child has been born, has its kind, and counts.
void cspi_brood_link(struct brood *brood, struct link *link, struct task *task);
// Its root has returned. The lock is held.
void cspi_brood_unlink(struct link *link);
// The next child that has not been told, which counts as told; NULL: there is
// none. The lock is held.
struct link *cspi_brood_tell(struct brood *brood);

// -- the parent --------------------------------------------------------------

// Only the parent is left, and it is not counted any more.
bool cspi_brood_settle(struct brood *brood);

// The parent's wait has been claimed: it goes on to wait, for children that are
// cancelled. True: there are none left, and the last one has seen it.
bool cspi_brood_close(struct brood *brood);

#endif
