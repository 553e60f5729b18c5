// SPDX-License-Identifier: MIT
// chan.h: channels.
//
// A channel is one block: this header and the ring of its buffer. Its lock
// guards everything but `refs`. Locks of several channels are waited for in the
// order of their addresses (select.c). `closed`, `count` and the heads of the
// queues are also read without the lock, as hints; who holds it changes them
// through the functions below, in relaxed order. Who releases it last keeps the
// lock for good, so that it costs nothing to notice who uses it afterwards.
#ifndef CSP_RUNTIME_CHAN_H
#define CSP_RUNTIME_CHAN_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/spin.h"
#include "run/task.h"
#include "run/timer.h"
#include "run/scope.h"
#include "run/trace.h"
#include "sync/waiter.h"

enum chan_mode {
    CHAN_BLOCK,   // a full buffer makes senders wait
    CHAN_DROP,    // a full buffer drops the value sent
    CHAN_SLIDE,   // a full buffer drops its oldest value
    CHAN_PROMISE, // one value for all, see promise.c
    CHAN_TIMED,   // time sends; a full buffer drops the value; see ticker.c
    CHAN_FD,      // a gate of a descriptor, see io/fd.c
    CHAN_GATE,    // a lock of csp_sync.h; see gate.c
    CHAN_MUTEX,   // one that may be overtaken
};

struct worker;

struct chan {
    struct spin lock;
    atomic_uint refs; // 0: released, and the lock stays held
    uint32_t elem_bytes;
    unsigned char closed;
    unsigned char mode;      // enum chan_mode; constant
    unsigned char woken;     // of CHAN_MUTEX: the first receiver is on its way
    unsigned char overtaken; // .. how often
    size_t capacity;         // constant
    size_t head;             // index of the oldest value in the ring
    size_t count;            // values in the ring
    struct queue senders;    // wait with their values; the ring is full then
    struct queue receivers;  // wait; the ring is empty then
    int error;               // why it was closed, 0: by close
    unsigned writers;        // counted writer ends, 0: not counted
    void (*destroy)(void *value); // for values that nobody will receive
};
static_assert(sizeof(struct chan) <= 88, "96 bytes with malloc's header");

// Do only the runtime and emitted code of workers take its lock? That of a
// gate, whose elements have no bytes, any thread takes by itself: csp_sync.h.
static inline bool cspi_chan_is_own(const struct chan *c)
{
    return c->elem_bytes > 0;
}

static inline bool cspi_chan_try_lock(struct chan *c)
{
    return cspi_chan_is_own(c) ? cspi_spin_try_own(&c->lock)
                               : cspi_spin_try(&c->lock);
}

// False if the channel was released: nobody may use it any more.
static inline bool cspi_chan_lock(struct chan *c)
{
    return cspi_chan_try_lock(c) || cspi_spin_wait_while(&c->lock, &c->refs);
}

// The same for what does not suspend; `what` was called at file:line. Stops the
// program if the channel was released.
void cspi_chan_lock_at(struct chan *c, const char *what, const char *file,
                       int line);
// ... which says so. file NULL: nobody knows.
__attribute__((noreturn)) void
cspi_chan_was_released(const struct chan *c, const char *what, const char *file,
                       int line);

// The rest of cspi_chan_fails, when the floor is raised.
bool cspi_chan_asked(struct worker *worker, const struct chan *c,
                     enum csp_trace_op op);

// As cspi_scope_fails; an operation that need not is written down if the worker
// is told. c NULL: there is no channel.
static inline bool cspi_chan_fails(struct worker *worker, const struct chan *c,
                                   enum csp_trace_op op)
{
    return cspi_scope_asks(worker) && cspi_chan_asked(worker, c, op);
}

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

static inline void cspi_chan_set_count(struct chan *c, size_t count)
{
    __atomic_store_n(&c->count, count, __ATOMIC_RELAXED);
}

static inline void cspi_chan_set_closed(struct chan *c)
{
    __atomic_store_n(&c->closed, 1, __ATOMIC_RELAXED);
}

// Could a receive, or a send, go on now? With the lock, false is certain, and
// true but for a waiter that another select has claimed. Without it the answer
// is a hint, of a moment that has passed.
static inline bool cspi_chan_may_recv(const struct chan *c)
{
    return __atomic_load_n(&c->count, __ATOMIC_RELAXED) |
           (size_t)__atomic_load_n(&c->senders.first, __ATOMIC_RELAXED) |
           __atomic_load_n(&c->closed, __ATOMIC_RELAXED);
}

static inline bool cspi_chan_may_send(const struct chan *c)
{
    return cspi_queue_hint(&c->receivers) || c->mode != CHAN_BLOCK ||
           __atomic_load_n(&c->count, __ATOMIC_RELAXED) < c->capacity ||
           __atomic_load_n(&c->closed, __ATOMIC_RELAXED);
}

// Publishes the wait of a scoped task in a send or receive; arg: the channel,
// whose lock it gives back.
void cspi_chan_commit_scoped(struct worker *worker, struct task *task,
                             void *arg);
// Of a scoped task that has parked in a send or receive: its leaf's `result`
// tells where in the frame the waiter is.
static inline struct waiter *cspi_chan_waiter(const struct task *task)
{
    struct csp_frame *leaf = task->leaf;
    return (struct waiter *)(void *)((char *)leaf + leaf->result);
}
// It waits no more; the lock is held.
void cspi_chan_withdraw(struct chan *c, struct task *task);
// Its wait has been claimed, and its channel is being released: until nobody
// looks at its waiter any more.
void cspi_chan_await_loss(const struct task *task);

// Behind the ring of a channel that time sends on.
enum ticker_kind { TICKER_AFTER, TICKER_TICK, TICKER_TIMER };
struct ticker {
    struct timer timer;
    struct wheel *wheel; // that the timer is or was in
    int64_t period;      // of TICKER_TICK
    int64_t restart_ns;
    unsigned char kind; // enum ticker_kind
    bool armed;         // in the wheel, or in flight
    bool stopped;       // in flight: what was due is not sent
    bool restart;       // ... and it is armed again, restart_ns from then
};

static inline struct ticker *cspi_chan_ticker(struct chan *c)
{
    return (struct ticker *)(void *)cspi_chan_slot(c, c->capacity);
}

static inline struct chan *cspi_chan_of_ticker(struct timer *timer)
{
    enum { AHEAD = sizeof(struct chan) + sizeof(int64_t) };
    return (struct chan *)(void *)((unsigned char *)timer - AHEAD);
}

// A channel with one reference, and room for so many bytes behind its ring, all
// of it in range; NULL when memory is out. Any thread.
struct chan *cspi_chan_alloc(size_t elem_bytes, size_t capacity,
                             enum chan_mode mode, size_t bytes);

// What a try leaves to do when the lock is free. `near` is last and stays
// uninitialised until it is needed.
struct rest {
    struct waiter *woken; // its operation is over: claimed, out of the queue
    void (*destroy)(void *element); // for `dropped`; NULL: nothing is dropped
    void *dropped; // the value sent, `near` or from cspi_malloc
    bool heap;     // from cspi_malloc
    _Alignas(16) unsigned char near[128];
};

static inline void cspi_rest_init(struct rest *rest)
{
    rest->woken = NULL;
    rest->destroy = NULL;
}

// Wakes who is to be woken, destroys what was dropped. No lock is held. worker
// NULL: a foreign thread calls.
void cspi_rest_do(struct worker *worker, struct rest *rest);

// Sends without waiting. A value that a full buffer drops stays in use until
// cspi_rest_do.
enum chan_try
cspi_chan_try_send(struct chan *c, const void *value, struct rest *rest);
// Receives without waiting; CHAN_CLOSED zeroes the value.
enum chan_try
cspi_chan_try_recv(struct chan *c, void *value, struct rest *rest);

#endif
