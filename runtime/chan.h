// SPDX-License-Identifier: MIT
// chan.h: channels.
//
// A channel is one block: this header and the ring of its buffer. Its lock
// guards everything but `refs`. Locks of several channels are taken in the
// order of their addresses (select.c).
#ifndef CSP_RUNTIME_CHAN_H
#define CSP_RUNTIME_CHAN_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "atomic.h"
#include "list.h"

enum chan_mode {
    CHAN_BLOCK, // a full buffer makes senders wait
    CHAN_DROP,  // a full buffer drops the value sent
    CHAN_SLIDE, // a full buffer drops its oldest value
};

struct chan {
    struct spin lock;
    atomic_uint refs;
    uint32_t elem_bytes;
    unsigned char closed;
    unsigned char mode; // enum chan_mode; constant
    unsigned short spare;
    size_t capacity;        // constant
    size_t head;            // index of the oldest value in the ring
    size_t count;           // values in the ring
    struct queue senders;   // wait with their values; the ring is full then
    struct queue receivers; // wait; the ring is empty then
    int error;              // why it was closed, 0: by close
    unsigned writers;       // counted writer ends, 0: not counted
    void (*destroy)(void *value); // for values that nobody will receive
};
static_assert(sizeof(struct chan) <= 88, "96 bytes with malloc's header");

// What trying came to. The lock is held before and after.
enum chan_try { CHAN_CLOSED = 0, CHAN_DONE = 1, CHAN_WAIT = 2 };

static inline unsigned char *cspi_chan_slot(struct chan *c, size_t index)
{
    return (unsigned char *)(c + 1) + index * c->elem_bytes;
}

// Copies one element; either side may be NULL (nobody wants the value).
static inline void cspi_copy(void *to, const void *from, size_t bytes)
{
    if (!to) return;
    if (bytes == 8)
        memcpy(to, from, 8);
    else if (bytes == 4)
        memcpy(to, from, 4);
    else if (bytes == 16)
        memcpy(to, from, 16);
    else if (bytes == 1)
        memcpy(to, from, 1);
    else if (bytes == 2)
        memcpy(to, from, 2);
    else if (bytes > 0)
        memcpy(to, from, bytes);
}

// Sends without waiting. *woken: a receiver that has got a value now (claimed,
// out of the queue); the caller passes it to cspi_waiter_wake after unlocking.
enum chan_try cspi_chan_try_send(struct chan *c, const void *value,
                                 struct waiter **woken);
// Receives without waiting; CHAN_CLOSED zeroes the value. *woken: a sender.
enum chan_try cspi_chan_try_recv(struct chan *c, void *value,
                                 struct waiter **woken);

struct worker;

// The waiter's operation is over with `result`: makes its task runnable, or
// wakes its thread. No lock is held. worker NULL: a foreign thread calls.
void cspi_waiter_wake(struct worker *worker, struct waiter *waiter, int result);

// Closes with a reason; `drop` also drops what is in the buffer.
void cspi_chan_close(struct worker *worker, struct chan *c, int error,
                     bool drop);

#endif
