// SPDX-License-Identifier: MIT
// chan.c: send, receive, close.
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

static struct task *task_of(struct waiter *waiter)
{
    return (struct task *)(waiter->who & ~(uintptr_t)WAITER_KIND);
}

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

void cspi_waiter_wake(struct worker *worker, struct waiter *waiter, int result)
{
    switch ((enum waiter_kind)(waiter->who & WAITER_KIND)) {
    case WAITER_SELECT: cspi_select_finish(waiter, result); break;
    case WAITER_THREAD:
        cspi_thread_wake((void *)task_of(waiter), result);
        return;
    default: task_of(waiter)->leaf->result = result;
    }
    cspi_sched_wake(worker, task_of(waiter));
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

// Drops the oldest value.
static void ring_drop(struct chan *c)
{
    if (c->destroy) c->destroy(cspi_chan_slot(c, c->head));
    ring_get(c, NULL);
}

// -- without waiting ---------------------------------------------------------

// The ring is full and nobody receives.
static enum chan_try send_full(struct chan *c, const void *value)
{
    if (c->mode == CHAN_BLOCK || c->capacity == 0) return CHAN_WAIT;
    if (c->mode == CHAN_SLIDE) {
        ring_drop(c);
        ring_put(c, value);
    } else if (c->destroy) {
        c->destroy((void *)(uintptr_t)value);
    }
    return CHAN_DONE;
}

static inline enum chan_try try_send(struct chan *c, const void *value,
                                     struct waiter **woken)
{
    if (c->closed) return CHAN_CLOSED;
    struct waiter *receiver = c->receivers.first;
    if (receiver && (receiver = claim_first(&c->receivers))) {
        cspi_copy(receiver->value, value, c->elem_bytes);
        *woken = receiver;
        return CHAN_DONE;
    }
    if (c->count == c->capacity) return send_full(c, value);
    ring_put(c, value);
    return CHAN_DONE;
}

static inline enum chan_try try_recv(struct chan *c, void *value,
                                     struct waiter **woken)
{
    if (c->count > 0) {
        ring_get(c, value);
        struct waiter *sender = c->senders.first;
        if (sender && (sender = claim_first(&c->senders))) {
            ring_put(c, sender->value);
            *woken = sender;
        }
        return CHAN_DONE;
    }
    struct waiter *sender = c->senders.first;
    if (sender && (sender = claim_first(&c->senders))) {
        cspi_copy(value, sender->value, c->elem_bytes);
        *woken = sender;
        return CHAN_DONE;
    }
    if (!c->closed) return CHAN_WAIT;
    if (value) memset(value, 0, c->elem_bytes);
    return CHAN_CLOSED;
}

enum chan_try cspi_chan_try_send(struct chan *c, const void *value,
                                 struct waiter **woken)
{
    return try_send(c, value, woken);
}

enum chan_try cspi_chan_try_recv(struct chan *c, void *value,
                                 struct waiter **woken)
{
    return try_recv(c, value, woken);
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
    struct waiter *woken = NULL;
    if (!c) return 0;
    cspi_spin_lock(&c->lock);
    enum chan_try done = try_send(c, value, &woken);
    cspi_spin_unlock(&c->lock);
    if (woken) cspi_waiter_wake(cspi_self, woken, 1);
    return public_result(done);
}

int csp__try_recv(void *chan, void *value)
{
    struct chan *c = chan;
    struct waiter *woken = NULL;
    if (!c) return 0;
    cspi_spin_lock(&c->lock);
    enum chan_try done = try_recv(c, value, &woken);
    cspi_spin_unlock(&c->lock);
    if (woken) cspi_waiter_wake(cspi_self, woken, 1);
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

static int wait_for_ever(struct worker *w, struct csp_frame *frame,
                         enum task_state state)
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
    struct waiter *woken = NULL;
    enum chan_try done = try_send(c, value, &woken);
    if (done != CHAN_WAIT) {
        cspi_spin_unlock(&c->lock);
        if (woken) cspi_waiter_wake(w, woken, 1);
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

static __attribute__((noinline)) int recv_slow(struct worker *w,
                                               struct csp_frame *frame,
                                               struct csp_wait *wait,
                                               struct chan *c, void *value)
{
    struct waiter *woken = NULL;
    enum chan_try done = try_recv(c, value, &woken);
    if (done != CHAN_WAIT) {
        cspi_spin_unlock(&c->lock);
        if (woken) cspi_waiter_wake(w, woken, 1);
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

// -- close -------------------------------------------------------------------

// Claims all who wait and appends them to a list through waiter->next.
static struct waiter **claim_all(struct queue *queue, struct waiter **last)
{
    for (struct waiter *w; (w = claim_first(queue));) {
        w->next = NULL;
        *last = w;
        last = &w->next;
    }
    return last;
}

// Wakes a list of claimed waiters whose operations have failed. The tasks go
// to a queue together: one look at the idle workers for all.
static void wake_failed(struct worker *worker, struct waiter *list)
{
    struct task *tasks = NULL, *last = NULL;
    for (struct waiter *w = list, *next; w; w = next) {
        next = w->next;
        struct task *task = task_of(w);
        switch ((enum waiter_kind)(w->who & WAITER_KIND)) {
        case WAITER_THREAD: cspi_thread_wake((void *)task, 0); continue;
        case WAITER_SELECT: cspi_select_finish(w, 0); break;
        default: task->leaf->result = 0;
        }
        cspi_task_set_link(task, NULL);
        if (last)
            cspi_task_set_link(last, task);
        else
            tasks = task;
        last = task;
    }
    cspi_sched_push_list(worker, tasks);
}

void cspi_chan_close(struct worker *worker, struct chan *c, int error,
                     bool drop)
{
    struct waiter *woken = NULL;
    cspi_spin_lock(&c->lock);
    if (!c->closed) c->error = error;
    c->closed = 1;
    struct waiter **last = claim_all(&c->receivers, &woken);
    for (struct waiter *w = woken; w; w = w->next)
        if (w->value) memset(w->value, 0, c->elem_bytes);
    claim_all(&c->senders, last);
    while (drop && c->count > 0)
        ring_drop(c);
    cspi_spin_unlock(&c->lock);
    wake_failed(worker, woken);
}

void csp__close(void *chan, const char *file, int line)
{
    if (!chan) cspi_stop("%s:%d: close of a NULL channel", file, line);
    cspi_chan_close(cspi_self, chan, 0, false);
}

// -- making and counting -----------------------------------------------------

void *csp__make(size_t element_bytes, int64_t capacity)
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
    return c;
}

void *csp__retain(void *chan)
{
    struct chan *c = chan;
    if (c) atomic_fetch_add_explicit(&c->refs, 1, memory_order_relaxed);
    return c;
}

void csp__release(void *chan)
{
    struct chan *c = chan;
    // Release pairs with the last one's acquire: all uses come before the end.
    if (!c || atomic_fetch_sub_explicit(&c->refs, 1, memory_order_acq_rel) > 1)
        return;
    while (c->destroy && c->count > 0)
        ring_drop(c);
    cspi_free(c);
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
