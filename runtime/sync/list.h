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
    WAITER_KIND = CSP_WHO_KIND, // mask of the bits of `who` that tell
    WAITER_CLAIMED = 1,         // a bit: others may end the wait, too
};
enum {
    WAITER_AT = CSP_WHO_AT, // a bit, too: see cspi_waiter_value
    WAITER_BITS = CSP_WHO_KIND | CSP_WHO_AT,
};

struct waiter {
    struct waiter *next;
    uintptr_t who;       // the task or thread, and its enum waiter_kind
    struct waiter *prev; // with WAITER_CLAIMED, while it is not the first
    void *value;         // with WAITER_AT
};
static_assert(
    sizeof(struct waiter) == sizeof(struct csp_wait) &&
        offsetof(struct waiter, next) == offsetof(struct csp_wait, csp_next) &&
        offsetof(struct waiter, who) == offsetof(struct csp_wait, csp_who) &&
        offsetof(struct waiter, prev) == offsetof(struct csp_wait, csp_prev) &&
        offsetof(struct waiter, value) == offsetof(struct csp_wait, csp_value),
    "csp_abi.h has the same layout");

// What is sent, or where to put what is received; NULL: nowhere.
static inline void *cspi_waiter_value(struct waiter *waiter, bool sends)
{
    if (waiter->who & WAITER_AT) return waiter->value;
    return sends ? (void *)((struct csp_wait_send *)(void *)waiter + 1)
                 : (void *)((struct csp_wait_recv *)(void *)waiter + 1);
}

struct queue {
    struct waiter *first;
    struct waiter *last; // unless it is empty
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
    if (w->who & WAITER_CLAIMED) w->prev = queue->last;
    if (queue->first)
        queue->last->next = w;
    else
        cspi_queue_set_first(queue, w);
    queue->last = w;
}

// The first, or one with WAITER_CLAIMED.
static inline void cspi_queue_remove(struct queue *queue, struct waiter *w)
{
    struct waiter *next = w->next;
    if (queue->first == w) {
        cspi_queue_set_first(queue, next);
        return;
    }
    w->prev->next = next;
    if (!next)
        queue->last = w->prev;
    else if (next->who & WAITER_CLAIMED)
        next->prev = w->prev;
}

// One that lost its place to a claim that failed says so to who takes it out.
static inline void cspi_queue_mark_out(struct waiter *w)
{
    __atomic_store_n(&w->next, w, __ATOMIC_RELEASE);
}

static inline bool cspi_queue_is_out(const struct waiter *w)
{
    return __atomic_load_n(&w->next, __ATOMIC_ACQUIRE) == w;
}

#endif
