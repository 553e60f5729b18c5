// SPDX-License-Identifier: MIT
// chan.c: make, send, receive. How channels end is in chan_end.c.
//
// Owns struct chan. Invariant, whenever the lock is free: receivers wait only
// while the ring is empty and senders only while it is full, so at most one
// kind waits for any one value, but for tasks that select on both directions;
// nobody waits on a closed channel. A value moves exactly once: from sender to
// receiver directly when one waits, else through the ring. Who waits is claimed
// before the value moves (claim.c), and woken after the lock is free.
// Callers: abi.c's csp_rt_send and csp_rt_recv are here, for speed; select.c,
// chan_thread.c.
#include "sync/chan.h"

#include "memory/alloc.h"
#include "base/public.h"
#include <stdlib.h>

#include "run/rt.h"
#include "run/park.h"
#include "run/ready.h"
#include "run/scope.h"
#include "run/mistake.h"

// -- the ring ----------------------------------------------------------------

static inline unsigned char *ring_end(struct chan *c)
{
    size_t at = c->head + c->count;
    if (at >= c->capacity) at -= c->capacity;
    return cspi_chan_slot(c, at);
}

static inline void ring_put(struct chan *c, const void *value)
{
    cspi_copy(ring_end(c), value, c->elem_bytes);
    cspi_chan_set_count(c, c->count + 1);
}

static inline void ring_drop_first(struct chan *c)
{
    if (++c->head == c->capacity) c->head = 0;
    cspi_chan_set_count(c, c->count - 1);
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

// Keeps a copy of a value that nobody receives, to be destroyed; false when
// memory is out.
static bool set_aside(struct chan *c, const void *value, struct rest *rest)
{
    if (!c->destroy) return true;
    rest->heap = c->elem_bytes > sizeof rest->near;
    rest->dropped = rest->heap ? cspi_malloc(c->elem_bytes) : rest->near;
    if (!rest->dropped) return false;
    rest->destroy = c->destroy;
    cspi_copy(rest->dropped, value, c->elem_bytes);
    return true;
}

// Makes room by dropping the oldest value; false when memory is out.
static bool drop_oldest(struct chan *c, struct rest *rest)
{
    if (!set_aside(c, cspi_chan_slot(c, c->head), rest)) return false;
    ring_drop_first(c);
    return true;
}

// A receive for the value's own sake (to NULL) drops it.
static void
receive(struct chan *c, void *to, const void *from, struct rest *rest)
{
    if (to)
        cspi_copy(to, from, c->elem_bytes);
    else
        set_aside(c, from, rest);
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
    if (receiver && (receiver = cspi_waiter_claim(&c->receivers))) {
        receive(c, receiver->value, value, rest);
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
        receive(c, value, cspi_chan_slot(c, c->head), rest);
        ring_drop_first(c);
        struct waiter *sender = c->senders.first;
        if (sender && (sender = cspi_waiter_claim(&c->senders))) {
            ring_put(c, sender->value);
            rest->woken = sender;
        }
        return CHAN_DONE;
    }
    struct waiter *sender = c->senders.first;
    if (sender && (sender = cspi_waiter_claim(&c->senders))) {
        receive(c, value, sender->value, rest);
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

int csp__try_send(void *chan, const void *value, const char *file, int line)
{
    struct chan *c = chan;
    struct rest rest;
    if (!c) return 0;
    cspi_rest_init(&rest);
    cspi_chan_lock_at(c, "chan_try_send", file, line);
    enum chan_try done = try_send(c, value, &rest);
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(cspi_self, &rest);
    return public_result(done);
}

int csp__try_recv(void *chan, void *value, const char *file, int line)
{
    struct chan *c = chan;
    struct rest rest;
    if (!c) return 0;
    cspi_rest_init(&rest);
    cspi_chan_lock_at(c, "chan_try_recv", file, line);
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
    return cspi_park_on(
        w, frame, (struct wait){.state = state, .on = c, .arg = &c->lock});
}

static int
wait_for_ever(struct worker *w, struct csp_frame *frame, enum task_state state)
{
    return cspi_park_on(
        w, frame, (struct wait){.state = state, .commit = cspi_commit_nothing});
}

// What follows does the common cases itself: elements of the usual sizes, a
// waiting task that does not select, a buffer with room, nobody there. Every
// other case is a call that comes last, so these functions save no registers
// and have no stack frame. What the slow ones need travels in the wait node,
// which is the caller's own until it stands in a queue.

static inline bool is_plain_task(const struct waiter *waiter)
{
    return (waiter->who & WAITER_KIND) == WAITER_TASK;
}

// Copies an element of a usual size; false for the others, which cost a call.
static inline __attribute__((always_inline)) bool
copy_small(void *to, const void *from, uint32_t bytes)
{
    if (bytes == 8)
        memcpy(to, from, 8);
    else if (bytes == 4)
        memcpy(to, from, 4);
    else if (bytes == 16)
        memcpy(to, from, 16);
    else if (bytes == 1)
        memcpy(to, from, 1);
    else
        return false;
    return true;
}

// The worker's slot is taken: whose it was goes to the queue.
static __attribute__((noinline)) int
wake_displacing(struct worker *w, struct csp_frame *frame, struct task *task)
{
    cspi_ready_wake(w, task);
    return cspi_ready_complete(w, frame, CHAN_DONE);
}

// The value has moved between the caller and the first waiter, a plain task:
// both operations are over. The lock is held, so the waiter's frames have all
// returned (park_task unlocks), and taken out of the queue it is ours alone.
static inline int meet(struct worker *w, struct csp_frame *frame,
                       struct chan *c, struct queue *queue,
                       struct waiter *first)
{
    struct task *task = (struct task *)first->who;
    cspi_queue_set_first(queue, first->next);
    if (first->next)
        first->next->prev = NULL;
    else
        queue->last = NULL;
    cspi_spin_unlock(&c->lock);
    task->leaf->result = 1;
    if (atomic_load_explicit(&w->lifo, memory_order_relaxed))
        return wake_displacing(w, frame, task);
    cspi_ready_fill_slot(w, task);
    return cspi_ready_complete(w, frame, CHAN_DONE);
}

// Queues up behind the others; the lock stays held (wait_for).
static inline int queue_up(struct worker *w, struct csp_frame *frame,
                           struct chan *c, struct waiter *self,
                           enum task_state state)
{
    self->who = (uintptr_t)w->task;
    cspi_queue_add(state == TASK_SEND ? &c->senders : &c->receivers, self);
    return wait_for(w, frame, c, state);
}

void cspi_chan_withdraw(struct chan *c, struct task *task)
{
    struct csp_frame *leaf = task->leaf;
    struct waiter *self =
        (struct waiter *)(void *)((char *)leaf + leaf->result);
    bool sends = cspi_task_state(task) == TASK_SEND;
    if (!cspi_queue_is_out(self))
        cspi_queue_remove(sends ? &c->senders : &c->receivers, self);
    if (!sends && self->value) memset(self->value, 0, c->elem_bytes);
}

// The wait of a task that can be cancelled. The lock is held as before.
static void commit_scoped(struct worker *w, struct task *task, void *arg)
{
    struct chan *c = arg;
    if (!cspi_scope_open(task)) {
        cspi_chan_withdraw(c, task);
        cspi_spin_unlock(&c->lock);
        cspi_scope_undone(w, task);
    } else {
        cspi_spin_unlock(&c->lock);
    }
}

static int wait_in(struct worker *w, struct csp_frame *frame, struct chan *c,
                   struct waiter *self, enum task_state state)
{
    if (!cspi_task_is_scoped(w->task))
        return queue_up(w, frame, c, self, state);
    self->who = (uintptr_t)w->task | WAITER_SCOPED;
    frame->result = (csp_i32)((char *)self - (char *)frame);
    cspi_queue_add(state == TASK_SEND ? &c->senders : &c->receivers, self);
    return cspi_park_on(
        w, frame,
        (struct wait){
            .state = state, .on = c, .commit = commit_scoped, .arg = c});
}

static int
complete(struct worker *w, struct csp_frame *frame, enum chan_try done)
{
    if (done == CHAN_CLOSED) cspi_task_set_why(w->task, CSP_ECLOSED);
    return cspi_ready_complete(w, frame, (int)done);
}

// The lock is held.
static __attribute__((noinline)) int
send_slow(struct worker *w, struct csp_frame *frame, struct waiter *self,
          struct chan *c)
{
    struct rest rest;
    cspi_rest_init(&rest);
    enum chan_try done = try_send(c, self->value, &rest);
    if (done == CHAN_WAIT) return wait_in(w, frame, c, self, TASK_SEND);
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(w, &rest);
    return complete(w, frame, done);
}

static __attribute__((noinline)) int
send_contended(struct worker *w, struct csp_frame *frame, struct waiter *self,
               struct chan *c)
{
    if (!cspi_spin_wait_while(&c->lock, &c->refs))
        return cspi_mistake_released(
            w, frame, "chan_send on a channel that was released");
    return send_slow(w, frame, self, c);
}

static __attribute__((noinline)) int
send_scoped(struct worker *w, struct csp_frame *frame, struct waiter *self,
            struct chan *c)
{
    if (cspi_scope_fails(w)) return cspi_ready_complete(w, frame, 0);
    if (!c) return wait_for_ever(w, frame, TASK_SEND);
    return send_contended(w, frame, self, c);
}

int csp_rt_send(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, void *chan, const void *value)
{
    struct worker *w = cspi_worker(worker);
    struct waiter *self = (struct waiter *)wait;
    struct chan *c = chan;
    self->value = (void *)(uintptr_t)value;
    if (cspi_task_is_scoped(w->task)) return send_scoped(w, frame, self, c);
    if (!c) return wait_for_ever(w, frame, TASK_SEND);
    if (!cspi_spin_try(&c->lock)) return send_contended(w, frame, self, c);
    struct waiter *first = c->receivers.first; // NULL on a closed channel
    if (first && is_plain_task(first) && first->value &&
        copy_small(first->value, value, c->elem_bytes))
        return meet(w, frame, c, &c->receivers, first);
    if (first || c->closed) return send_slow(w, frame, self, c);
    if (c->count < c->capacity &&
        copy_small(ring_end(c), value, c->elem_bytes)) {
        cspi_chan_set_count(c, c->count + 1);
        cspi_spin_unlock(&c->lock);
        return cspi_ready_complete(w, frame, CHAN_DONE);
    }
    if (c->count == c->capacity && c->mode == CHAN_BLOCK)
        return queue_up(w, frame, c, self, TASK_SEND);
    return send_slow(w, frame, self, c);
}

// The lock is held.
static __attribute__((noinline)) int
recv_slow(struct worker *w, struct csp_frame *frame, struct waiter *self,
          struct chan *c)
{
    struct rest rest;
    cspi_rest_init(&rest);
    enum chan_try done = try_recv(c, self->value, &rest);
    if (done == CHAN_WAIT) return wait_in(w, frame, c, self, TASK_RECV);
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(w, &rest);
    return complete(w, frame, done);
}

// To nowhere. A lock of csp_sync.h is a channel of elements of no bytes. The
// channel's lock is held.
static __attribute__((noinline)) int
recv_nothing(struct worker *w, struct csp_frame *frame, struct waiter *self,
             struct chan *c)
{
    if (c->elem_bytes > 0 || c->count == 0 || c->senders.first)
        return recv_slow(w, frame, self, c);
    ring_drop_first(c);
    cspi_spin_unlock(&c->lock);
    return cspi_ready_complete(w, frame, CHAN_DONE);
}

static __attribute__((noinline)) int
recv_contended(struct worker *w, struct csp_frame *frame, struct waiter *self,
               struct chan *c)
{
    if (!cspi_spin_wait_while(&c->lock, &c->refs))
        return cspi_mistake_released(
            w, frame, "chan_recv from a channel that was released");
    return recv_slow(w, frame, self, c);
}

static __attribute__((noinline)) int
recv_scoped(struct worker *w, struct csp_frame *frame, struct waiter *self,
            struct chan *c)
{
    if (cspi_scope_fails(w)) {
        if (c && self->value) memset(self->value, 0, c->elem_bytes);
        return cspi_ready_complete(w, frame, 0);
    }
    if (!c) return wait_for_ever(w, frame, TASK_RECV);
    return recv_contended(w, frame, self, c);
}

int csp_rt_recv(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, void *chan, void *value)
{
    struct worker *w = cspi_worker(worker);
    struct waiter *self = (struct waiter *)wait;
    struct chan *c = chan;
    self->value = value;
    if (cspi_task_is_scoped(w->task)) return recv_scoped(w, frame, self, c);
    if (!c) return wait_for_ever(w, frame, TASK_RECV);
    if (!cspi_spin_try(&c->lock)) return recv_contended(w, frame, self, c);
    struct waiter *first = c->senders.first; // NULL on a closed channel
    if (!first && c->count == 0 && !c->closed)
        return queue_up(w, frame, c, self, TASK_RECV);
    if (!value) return recv_nothing(w, frame, self, c);
    if (!first && c->count > 0 &&
        copy_small(value, cspi_chan_slot(c, c->head), c->elem_bytes)) {
        ring_drop_first(c);
        cspi_spin_unlock(&c->lock);
        return cspi_ready_complete(w, frame, CHAN_DONE);
    }
    if (first && c->count == 0 && is_plain_task(first) &&
        copy_small(value, first->value, c->elem_bytes))
        return meet(w, frame, c, &c->senders, first);
    return recv_slow(w, frame, self, c);
}

// -- making ------------------------------------------------------------------

// False: no address space holds so many. An element of no bytes has no room,
// so any number of them has.
static bool ring_bytes(size_t element_bytes, int64_t capacity, size_t *bytes)
{
    static const size_t most = (size_t)1 << 47;
    return capacity >= 0 && element_bytes <= UINT32_MAX &&
           !__builtin_mul_overflow((size_t)capacity, element_bytes, bytes) &&
           *bytes <= most;
}

struct chan *cspi_chan_alloc(size_t elem_bytes, size_t capacity,
                             enum chan_mode mode, size_t bytes)
{
    struct chan *c = cspi_malloc(sizeof *c + capacity * elem_bytes + bytes);
    if (!c) return NULL;
    memset(c, 0, sizeof *c);
    atomic_init(&c->refs, 1);
    c->elem_bytes = (uint32_t)elem_bytes;
    c->capacity = capacity;
    c->mode = (unsigned char)mode;
    return c;
}

static void *make(size_t element_bytes, int64_t capacity, enum chan_mode mode,
                  const char *file, int line)
{
    size_t bytes;
    if (!ring_bytes(element_bytes, capacity, &bytes))
        cspi_stop_at(file, line,
                     "chan_make: capacity out of range (%lld elements of %zu "
                     "bytes)",
                     (long long)capacity, element_bytes);
    if (!cspi_self) cspi_rt_init(); // CSP_FAIL_ALLOC counts from the first
    return cspi_chan_alloc(element_bytes, (size_t)capacity, mode, 0);
}

void *
csp__make(size_t element_bytes, int64_t capacity, const char *file, int line)
{
    return make(element_bytes, capacity, CHAN_BLOCK, file, line);
}

void *csp__make_drop(size_t element_bytes, int64_t capacity, const char *file,
                     int line)
{
    return make(element_bytes, capacity, CHAN_DROP, file, line);
}

void *csp__make_slide(size_t element_bytes, int64_t capacity, const char *file,
                      int line)
{
    return make(element_bytes, capacity, CHAN_SLIDE, file, line);
}

size_t csp__len(void *chan, const char *file, int line)
{
    struct chan *c = chan;
    if (!c) return 0;
    cspi_chan_lock_at(c, "chan_len", file, line);
    size_t count = c->count;
    cspi_spin_unlock(&c->lock);
    return count;
}

size_t csp__cap(void *chan, const char *file, int line)
{
    struct chan *c = chan;
    if (!c) return 0;
    if (atomic_load_explicit(&c->refs, memory_order_relaxed) == 0)
        cspi_chan_was_released(c, "chan_cap", file, line);
    return c->capacity;
}
