// SPDX-License-Identifier: MIT
// line.h: who waits for a csp_cond, a csp_rwlock or a csp_barrier: a line of
// places, first come first. A place lies in the frame of who waits.
//
// The lock of the line guards the places and whatever belongs to them. It is a
// spin lock, because who gives back or wakes must not suspend, and is held for
// a few loads and stores, never over a call of another. Who takes a place out
// makes it called, and calls it when the lock is free; until then who waits in
// it stays, cancelled or not. That lock orders nothing between tasks: who uses
// a line tells what does, by edge.h.
#ifndef CSP_LIB_LINE_H
#define CSP_LIB_LINE_H

#include <csp_sync.h>
#include <sched.h>

#include "edge.h"

struct csp__place {
    struct csp__place *next, *prev;
    csp_event called;
    bool is_out;     // of the line: it is called, or will be
    bool is_writer;  // of a csp_rwlock
    uint32_t number; // .. by csp__holder_number
};

static inline void line_lock(struct csp__line *line)
{
    for (unsigned round = 1;
         __atomic_exchange_n(&line->csp_lock, 1, __ATOMIC_ACQUIRE); round++)
        if (round % 64 == 0) sched_yield(); // its holder was preempted
}

static inline void line_unlock(struct csp__line *line)
{
    __atomic_store_n(&line->csp_lock, 0, __ATOMIC_RELEASE);
}

// At the end. The lock is held.
static inline void line_add(struct csp__line *line, struct csp__place *place)
{
    place->next = NULL;
    place->prev = line->csp_last;
    if (place->prev)
        place->prev->next = place;
    else
        line->csp_first = place;
    line->csp_last = place;
}

// The lock is held.
static inline void line_remove(struct csp__line *line, struct csp__place *place)
{
    if (place->prev)
        place->prev->next = place->next;
    else
        line->csp_first = place->next;
    if (place->next)
        place->next->prev = place->prev;
    else
        line->csp_last = place->prev;
}

// Takes the first out, for line_call, and puts it at the end of a list, whose
// end is given; gives the new end. The lock is held.
static inline struct csp__place **
line_take(struct csp__line *line, struct csp__place **end)
{
    struct csp__place *first = line->csp_first;
    line_remove(line, first);
    first->is_out = true;
    first->next = NULL;
    *end = first;
    return &first->next;
}

// No lock is held. A place is gone as soon as it is called.
static inline void line_call(struct csp__place *list)
{
    for (struct csp__place *next; list; list = next) {
        next = list->next;
        csp_event_set(&list->called);
    }
}

// Waits in a place of the line, no lock held: true, it was called; false, a
// scope has ended and it is out of the line, of which the lock is held now. Who
// was called in the same moment has what it waited for.
static inline bool line_wait(struct csp__line *line, struct csp__place *self)
{
    if (csp_event_wait(&self->called)) return true;
    line_lock(line);
    if (!self->is_out) {
        line_remove(line, self);
        return false;
    }
    line_unlock(line);
    shield() csp_event_wait(&self->called);
    return true;
}

#endif
