// SPDX-License-Identifier: MIT
// brood.c: who is left, and the wait for them. Owns nothing: all memory is the
// parent's, or its children's.
#include "run/brood.h"

// The last one out finds the parent parked: its own part was in the count.
void cspi_brood_leave(struct worker *w, struct brood *brood)
{
    cspi_spin_lock_own(&brood->lock);
    struct task *parent = brood->parent;
    cspi_race_release(brood);
    bool is_par = brood->kind != BROOD_GROUP;
    bool wakes = atomic_fetch_sub_explicit(&brood->running, 1,
                                           memory_order_acq_rel) == 1 &&
                 (brood->closed || cspi_scope_claim(parent));
    if (wakes) cspi_fiber_learns(parent, brood);
    cspi_spin_unlock(&brood->lock);
    if (!wakes) return;
    if (is_par) parent->leaf->result = cspi_scope_verdict(parent);
    cspi_ready_wake(w, parent);
}

void cspi_brood_link(struct brood *brood, struct link *link, struct task *task)
{
    cspi_spin_lock_own(&brood->lock);
    struct link *first = brood->first;
    if (!first) brood->first = first = link->next = link->prev = link;
    link->next = first;
    link->prev = first->prev;
    first->prev->next = link;
    first->prev = link;
    link->brood = (uintptr_t)brood | (brood->told ? LINK_TOLD : 0);
    if (brood->told) cspi_brood_born_told(task);
    atomic_fetch_add_explicit(&brood->running, 1, memory_order_relaxed);
    cspi_spin_unlock(&brood->lock);
}

void cspi_brood_unlink(struct link *link)
{
    struct brood *brood = cspi_link_brood(link);
    link->next->prev = link->prev;
    link->prev->next = link->next;
    if (brood->first == link)
        brood->first = link->next == link ? NULL : link->next;
}

struct link *cspi_brood_tell(struct brood *brood)
{
    struct link *link = brood->first;
    brood->told = true;
    if (!link || link->brood & LINK_TOLD) return NULL;
    __atomic_store_n(&link->brood, link->brood | LINK_TOLD, __ATOMIC_RELAXED);
    brood->first = link->next;
    return link;
}

bool cspi_brood_settle(struct brood *brood)
{
    size_t alone = 1;
    cspi_spin_lock_own(&brood->lock);
    bool settled = atomic_compare_exchange_strong(&brood->running, &alone, 0);
    cspi_spin_unlock(&brood->lock);
    if (settled) cspi_race_acquire(brood);
    return settled;
}

bool cspi_brood_close(struct brood *brood)
{
    cspi_spin_lock_own(&brood->lock);
    bool over = atomic_load(&brood->running) == 0;
    brood->closed = true;
    cspi_spin_unlock(&brood->lock);
    return over;
}
