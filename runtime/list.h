// SPDX-License-Identifier: MIT
// list.h: the queue of those who wait for a channel, first come, first served.
//
// Nodes live in the frames that wait (struct csp_wait); only who holds the
// channel's lock touches them.
#ifndef CSP_RUNTIME_LIST_H
#define CSP_RUNTIME_LIST_H

#include <assert.h>
#include <csp_abi.h>
#include <stddef.h>
#include <stdint.h>

enum waiter_kind {
    WAITER_TASK = 0,   // a task in a send or receive
    WAITER_SELECT = 1, // a task in a select; the node is in a struct csp_case
    WAITER_THREAD = 2, // a foreign thread: struct thread
    WAITER_KIND = 3,   // mask of the bits of `who` that tell
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

static inline void cspi_queue_add(struct queue *queue, struct waiter *w)
{
    w->next = NULL;
    w->prev = queue->last;
    if (queue->last)
        queue->last->next = w;
    else
        queue->first = w;
    queue->last = w;
}

static inline void cspi_queue_remove(struct queue *queue, struct waiter *w)
{
    if (w->prev)
        w->prev->next = w->next;
    else
        queue->first = w->next;
    if (w->next)
        w->next->prev = w->prev;
    else
        queue->last = w->prev;
}

#endif
