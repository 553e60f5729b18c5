// SPDX-License-Identifier: MIT
// list.h: the queue of those who wait for a channel, first come, first served.
//
// Nodes live in the frames that wait (struct csp_wait); only who holds the
// channel's lock touches them. A select reads `first` without the lock, as a
// hint (cspi_chan_may_recv), so `first` changes in cspi_queue_set_first alone.
#ifndef CSP_RUNTIME_LIST_H
#define CSP_RUNTIME_LIST_H

#include <assert.h>
#include <csp_abi.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum waiter_kind {
    WAITER_TASK = 0,   // a task in a send or receive
    WAITER_SELECT = 1, // a task in a select; the node is in a struct csp_case
    WAITER_THREAD = 2, // a foreign thread: struct thread
    WAITER_SCOPED = 3, // a task in a send or receive that can be cancelled
    WAITER_KIND = 3,   // mask of the bits of `who` that tell
    WAITER_CLAIMED = 1 // a bit: others may end the wait, too
};

struct waiter {
    struct waiter *next, *prev;
    uintptr_t who; // the task or thread, and its enum waiter_kind
    void *value;   // to send, or where to put what is received; or NULL
};
static_assert(sizeof(struct waiter) <= sizeof(struct csp_wait), "abi");

struct queue {
    struct waiter *first, *last;
};

static inline void cspi_queue_set_first(struct queue *queue, struct waiter *w)
{
    __atomic_store_n(&queue->first, w, __ATOMIC_RELAXED);
}

static inline bool cspi_queue_hint(const struct queue *queue)
{
    return __atomic_load_n(&queue->first, __ATOMIC_RELAXED) != NULL;
}

static inline void cspi_queue_add(struct queue *queue, struct waiter *w)
{
    w->next = NULL;
    w->prev = queue->last;
    if (queue->last)
        queue->last->next = w;
    else
        cspi_queue_set_first(queue, w);
    queue->last = w;
}

static inline void cspi_queue_remove(struct queue *queue, struct waiter *w)
{
    if (w->prev)
        w->prev->next = w->next;
    else
        cspi_queue_set_first(queue, w->next);
    if (w->next)
        w->next->prev = w->prev;
    else
        queue->last = w->prev;
}

// One that lost its place to a claim that failed says so to who takes it out.
static inline void cspi_queue_mark_out(struct waiter *w)
{
    w->next = w;
}

static inline bool cspi_queue_is_out(const struct waiter *w)
{
    return w->next == w;
}

#endif
