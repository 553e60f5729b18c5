// SPDX-License-Identifier: MIT
// chan.c: make, send, receive. How channels end is in chan_end.c.
//
// Owns struct chan. Invariant, whenever the lock is free: receivers wait only
// while the ring is empty and senders only while it is full, so at most one
// kind waits for any one value, but for tasks that select on both directions;
// nobody waits on a closed channel. A value moves exactly once: from sender to
// receiver directly when one waits, else through the ring. Who waits is claimed
// before the value moves (select.c), and woken after the lock is free.
// Callers: abi.c's csp_rt_send and csp_rt_recv are here, for speed; select.c,
// thread.c.
#include "chan.h"

#include "public.h"
#include <stdlib.h>

#include "rt.h"
#include "schedule.h"
#include "select.h"
#include "thread.h"

// -- waiters -----------------------------------------------------------------

// The first in the queue that can still be claimed, taken out and ours.
static struct waiter *claim_first(struct queue *queue)
{
    for (struct waiter *w; (w = queue->first);) {
        cspi_queue_remove(queue, w);
        if ((w->who & WAITER_KIND) != WAITER_SELECT || cspi_select_claim(w))
            return w;
    }
    return NULL;
}

struct waiter *cspi_waiter_claim(struct queue *queue)
{
    return claim_first(queue);
}

void cspi_waiter_wake(struct worker *worker, struct waiter *waiter, int result)
{
    switch ((enum waiter_kind)(waiter->who & WAITER_KIND)) {
    case WAITER_SELECT: cspi_select_finish(waiter, result); break;
    case WAITER_THREAD:
        cspi_thread_wake((void *)cspi_waiter_task(waiter), result);
        return;
    default: cspi_waiter_task(waiter)->leaf->result = result;
    }
    cspi_sched_wake(worker, cspi_waiter_task(waiter));
}

// -- the ring ----------------------------------------------------------------

static inline void ring_put(struct chan *c, const void *value)
{
    size_t at = c->head + c->count;
    if (at >= c->capacity) at -= c->capacity;
    cspi_copy(cspi_chan_slot(c, at), value, c->elem_bytes);
    c->count++;
}

static inline void ring_get(struct chan *c, void *value)
{
    cspi_copy(value, cspi_chan_slot(c, c->head), c->elem_bytes);
    if (++c->head == c->capacity) c->head = 0;
    c->count--;
}

// -- without waiting ---------------------------------------------------------

// Destructors are the user's: they run when the lock is free, on a copy that
// is aligned as malloc aligns, which the ring need not be.
void cspi_rest_do(struct worker *worker, struct rest *rest)
{
    if (rest->woken) cspi_waiter_wake(worker, rest->woken, 1);
    if (!rest->destroy) return;
    rest->destroy(rest->dropped);
    if (rest->heap) cspi_free(rest->dropped);
}

static void drop_sent(struct chan *c, const void *value, struct rest *rest)
{
    rest->destroy = c->destroy;
    rest->dropped = (void *)(uintptr_t)value;
    rest->heap = false;
}

// Makes room by dropping the oldest value; false when memory is out.
static bool drop_oldest(struct chan *c, struct rest *rest)
{
    if (!c->destroy) {
        ring_get(c, NULL);
        return true;
    }
    rest->heap = c->elem_bytes > sizeof rest->near;
    rest->dropped = rest->heap ? cspi_malloc(c->elem_bytes) : rest->near;
    if (!rest->dropped) return false;
    rest->destroy = c->destroy;
    ring_get(c, rest->dropped);
    return true;
}

// The ring is full and nobody receives.
static enum chan_try
send_full(struct chan *c, const void *value, struct rest *rest)
{
    if (c->mode == CHAN_BLOCK) return CHAN_WAIT;
    if (c->mode == CHAN_SLIDE && c->capacity > 0 && drop_oldest(c, rest))
        ring_put(c, value);
    else
        drop_sent(c, value, rest);
    return CHAN_DONE;
}

static inline enum chan_try
try_send(struct chan *c, const void *value, struct rest *rest)
{
    if (c->closed) return CHAN_CLOSED;
    struct waiter *receiver = c->receivers.first;
    if (receiver && (receiver = claim_first(&c->receivers))) {
        cspi_copy(receiver->value, value, c->elem_bytes);
        rest->woken = receiver;
        return CHAN_DONE;
    }
    if (c->count == c->capacity) return send_full(c, value, rest);
    ring_put(c, value);
    return CHAN_DONE;
}

static inline enum chan_try
try_recv(struct chan *c, void *value, struct rest *rest)
{
    if (c->count > 0) {
        ring_get(c, value);
        struct waiter *sender = c->senders.first;
        if (sender && (sender = claim_first(&c->senders))) {
            ring_put(c, sender->value);
            rest->woken = sender;
        }
        return CHAN_DONE;
    }
    struct waiter *sender = c->senders.first;
    if (sender && (sender = claim_first(&c->senders))) {
        cspi_copy(value, sender->value, c->elem_bytes);
        rest->woken = sender;
        return CHAN_DONE;
    }
    if (!c->closed) return CHAN_WAIT;
    if (value) memset(value, 0, c->elem_bytes);
    return CHAN_CLOSED;
}

enum chan_try
cspi_chan_try_send(struct chan *c, const void *value, struct rest *rest)
{
    return try_send(c, value, rest);
}

enum chan_try cspi_chan_try_recv(struct chan *c, void *value, struct rest *rest)
{
    return try_recv(c, value, rest);
}

static int public_result(enum chan_try done)
{
    switch (done) {
    case CHAN_DONE: return 1;
    case CHAN_WAIT: return 0;
    case CHAN_CLOSED: break;
    }
    return CSP_ECLOSED;
}

int csp__try_send(void *chan, const void *value)
{
    struct chan *c = chan;
    struct rest rest;
    if (!c) return 0;
    cspi_rest_init(&rest);
    cspi_spin_lock(&c->lock);
    enum chan_try done = try_send(c, value, &rest);
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(cspi_self, &rest);
    return public_result(done);
}

int csp__try_recv(void *chan, void *value)
{
    struct chan *c = chan;
    struct rest rest;
    if (!c) return 0;
    cspi_rest_init(&rest);
    cspi_spin_lock(&c->lock);
    enum chan_try done = try_recv(c, value, &rest);
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(cspi_self, &rest);
    return public_result(done);
}

// -- operations of tasks -----------------------------------------------------

// The channel's lock is held and stays so until the frames have returned.
static inline int wait_for(struct worker *w, struct csp_frame *frame,
                           struct chan *c, enum task_state state)
{
    struct task *task = w->task;
    task->leaf = frame;
    cspi_task_set_link(task, c);
    task->state = (unsigned char)state;
    w->commit = NULL;
    w->commit_arg = &c->lock;
    return CSP_PARKED;
}

static int
wait_for_ever(struct worker *w, struct csp_frame *frame, enum task_state state)
{
    w->task->leaf = frame;
    cspi_task_set_link(w->task, NULL);
    w->task->state = (unsigned char)state;
    w->commit = cspi_commit_nothing;
    return CSP_PARKED;
}

// What follows handles the common cases in line, each kept small: a waiting
// task that does not select, a buffer with room, nobody there. The rest is out
// of line, so that the common cases save few registers.

static inline bool is_plain_task(const struct waiter *waiter)
{
    return (waiter->who & WAITER_KIND) == WAITER_TASK;
}

// Ends the operation of the first waiter, a plain task: its value has moved.
static inline void wake_first(struct worker *w, struct chan *c,
                              struct queue *queue, struct waiter *first)
{
    struct task *task = (struct task *)first->who;
    queue->first = first->next;
    if (first->next)
        first->next->prev = NULL;
    else
        queue->last = NULL;
    cspi_spin_unlock(&c->lock);
    task->leaf->result = 1;
    cspi_sched_wake(w, task);
}

static __attribute__((noinline)) int
send_slow(struct worker *w, struct csp_frame *frame, struct csp_wait *wait,
          struct chan *c, const void *value)
{
    struct rest rest;
    cspi_rest_init(&rest);
    enum chan_try done = try_send(c, value, &rest);
    if (done != CHAN_WAIT) {
        cspi_spin_unlock(&c->lock);
        cspi_rest_do(w, &rest);
        return cspi_sched_complete(w, frame, (int)done);
    }
    struct waiter *self = (struct waiter *)wait;
    self->who = (uintptr_t)w->task;
    self->value = (void *)(uintptr_t)value;
    cspi_queue_add(&c->senders, self);
    return wait_for(w, frame, c, TASK_SEND);
}

int csp_rt_send(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, void *chan, const void *value)
{
    struct worker *w = cspi_worker(worker);
    struct chan *c = chan;
    if (!c) return wait_for_ever(w, frame, TASK_SEND);
    cspi_spin_lock(&c->lock);
    struct waiter *first = c->receivers.first; // NULL on a closed channel
    if (first && is_plain_task(first)) {
        cspi_copy(first->value, value, c->elem_bytes);
        wake_first(w, c, &c->receivers, first);
        return cspi_sched_complete(w, frame, 1);
    }
    if (!first && c->count < c->capacity && !c->closed) {
        ring_put(c, value);
        cspi_spin_unlock(&c->lock);
        return cspi_sched_complete(w, frame, 1);
    }
    return send_slow(w, frame, wait, c, value);
}

static __attribute__((noinline)) int
recv_slow(struct worker *w, struct csp_frame *frame, struct csp_wait *wait,
          struct chan *c, void *value)
{
    struct rest rest;
    cspi_rest_init(&rest);
    enum chan_try done = try_recv(c, value, &rest);
    if (done != CHAN_WAIT) {
        cspi_spin_unlock(&c->lock);
        cspi_rest_do(w, &rest);
        return cspi_sched_complete(w, frame, (int)done);
    }
    struct waiter *self = (struct waiter *)wait;
    self->who = (uintptr_t)w->task;
    self->value = value;
    cspi_queue_add(&c->receivers, self);
    return wait_for(w, frame, c, TASK_RECV);
}

int csp_rt_recv(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, void *chan, void *value)
{
    struct worker *w = cspi_worker(worker);
    struct chan *c = chan;
    if (!c) return wait_for_ever(w, frame, TASK_RECV);
    cspi_spin_lock(&c->lock);
    struct waiter *first = c->senders.first;
    if (c->count > 0 && !first) {
        ring_get(c, value);
        cspi_spin_unlock(&c->lock);
        return cspi_sched_complete(w, frame, 1);
    }
    if (first && c->count == 0 && is_plain_task(first)) {
        cspi_copy(value, first->value, c->elem_bytes);
        wake_first(w, c, &c->senders, first);
        return cspi_sched_complete(w, frame, 1);
    }
    return recv_slow(w, frame, wait, c, value);
}

// -- making ------------------------------------------------------------------

static void *make(size_t element_bytes, int64_t capacity, enum chan_mode mode)
{
    size_t bytes;
    if (capacity < 0 || element_bytes > UINT32_MAX ||
        __builtin_mul_overflow((size_t)capacity, element_bytes, &bytes) ||
        bytes > PTRDIFF_MAX - sizeof(struct chan))
        cspi_stop("csp: chan_make: size out of range");
    struct chan *c = cspi_malloc(sizeof *c + bytes);
    if (!c) return NULL;
    memset(c, 0, sizeof *c);
    atomic_init(&c->refs, 1);
    c->elem_bytes = (uint32_t)element_bytes;
    c->capacity = (size_t)capacity;
    c->mode = (unsigned char)mode;
    return c;
}

void *csp__make(size_t element_bytes, int64_t capacity)
{
    return make(element_bytes, capacity, CHAN_BLOCK);
}

void *csp__make_drop(size_t element_bytes, int64_t capacity)
{
    return make(element_bytes, capacity, CHAN_DROP);
}

void *csp__make_slide(size_t element_bytes, int64_t capacity)
{
    return make(element_bytes, capacity, CHAN_SLIDE);
}

size_t csp__len(void *chan)
{
    struct chan *c = chan;
    if (!c) return 0;
    cspi_spin_lock(&c->lock);
    size_t count = c->count;
    cspi_spin_unlock(&c->lock);
    return count;
}

size_t csp__cap(void *chan)
{
    return chan ? ((struct chan *)chan)->capacity : 0;
}
