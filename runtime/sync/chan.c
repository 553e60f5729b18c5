// SPDX-License-Identifier: MIT
// chan.c: make, send, receive. How channels end is in chan_end.c.
//
// Owns struct chan. Invariant, whenever the lock is free: receivers wait only
// while the ring is empty and senders only while it is full, so at most one
// kind waits for any one value, but for tasks that select on both directions;
// nobody waits on a closed channel. A value moves exactly once: from sender to
// receiver directly when one waits, else through the ring. Who waits is claimed
// before the value moves (claim.c), and woken after the lock is free.
// Callers: emitted code, which does the most common cases itself (csp_abi.h);
// select.c, chan_thread.c.
#include "sync/chan.h"

#include "memory/alloc.h"
#include "base/public.h"
#include "sync/edge.h"
#include "sync/holder.h"
#include <stdlib.h>

#include "run/rt.h"
#include "run/park.h"
#include "run/ready.h"
#include "run/scope.h"
#include "run/mistake.h"

// -- what emitted code knows of it -------------------------------------------

#define at(where, ours, theirs)                                                \
    static_assert(offsetof(struct where, ours) ==                              \
                      offsetof(struct csp_##where, csp_##theirs),              \
                  "csp_abi.h has the same layout")
at(chan, lock, lock);
at(chan, refs, refs);
at(chan, elem_bytes, bytes);
at(chan, closed, closed);
at(chan, mode, mode);
at(chan, woken, woken);
at(chan, overtaken, overtaken);
at(chan, capacity, capacity);
at(chan, head, head);
at(chan, count, count);
at(chan, senders, senders);
at(chan, receivers, receivers);
at(chan, error, error);
at(chan, writers, writers);
at(chan, destroy, destroy);
at(queue, first, first);
at(queue, last, last);
#undef at
static_assert(sizeof(struct chan) == sizeof(struct csp_chan), "likewise");

// -- the ring ----------------------------------------------------------------

static inline size_t ring_end(struct chan *c)
{
    size_t at = c->head + c->count;
    if (at >= c->capacity) at -= c->capacity;
    return at;
}

static inline void ring_keep(struct chan *c, const void *value)
{
    cspi_copy(cspi_chan_slot(c, ring_end(c)), value, c->elem_bytes);
    cspi_chan_set_count(c, c->count + 1);
}

static inline void ring_put(struct chan *c, const void *value)
{
    cspi_edge_put(c, ring_end(c));
    ring_keep(c, value);
}

static inline void ring_put_of(struct chan *c, struct waiter *sender)
{
    cspi_edge_put_of(c, ring_end(c), sender);
    ring_keep(c, cspi_waiter_value(sender, true));
}

static inline void ring_drop_first(struct chan *c)
{
    cspi_edge_get(c, c->head);
    if (++c->head == c->capacity) c->head = 0;
    cspi_chan_set_count(c, c->count - 1);
}

// -- without waiting ---------------------------------------------------------

// Destructors are the user's: they run when the lock is free, on a copy that
// is aligned as malloc aligns, which the ring need not be.
void cspi_rest_do(struct worker *worker, struct rest *rest)
{
    if (rest->woken) cspi_waiter_wake(worker, rest->woken, 1);
    cspi_edge_after();
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
try_send_full(struct chan *c, const void *value, struct rest *rest)
{
    if (c->mode == CHAN_BLOCK) return CHAN_WAIT;
    if (c->mode == CHAN_SLIDE && c->capacity > 0 && drop_oldest(c, rest))
        ring_put(c, value);
    else
        drop_sent(c, value, rest);
    return CHAN_DONE;
}

static inline enum chan_try closed(const struct chan *c)
{
    cspi_race_acquire(cspi_edge_end(c));
    return CHAN_CLOSED;
}

static inline enum chan_try
try_send(struct chan *c, const void *value, struct rest *rest)
{
    cspi_race_read(value, c->elem_bytes);
    if (c->closed) return closed(c);
    struct waiter *receiver = c->receivers.first;
    if (receiver && (receiver = cspi_waiter_claim(&c->receivers))) {
        cspi_edge_meet_receiver(c, receiver);
        receive(c, cspi_waiter_value(receiver, false), value, rest);
        rest->woken = receiver;
        return CHAN_DONE;
    }
    if (c->count == c->capacity) return try_send_full(c, value, rest);
    ring_put(c, value);
    return CHAN_DONE;
}

static inline enum chan_try
try_recv(struct chan *c, void *value, struct rest *rest)
{
    cspi_race_write(value, c->elem_bytes);
    if (c->count > 0) {
        receive(c, value, cspi_chan_slot(c, c->head), rest);
        ring_drop_first(c);
        struct waiter *sender = c->senders.first;
        if (sender && (sender = cspi_waiter_claim(&c->senders))) {
            ring_put_of(c, sender);
            rest->woken = sender;
        }
        return CHAN_DONE;
    }
    struct waiter *sender = c->senders.first;
    if (sender && (sender = cspi_waiter_claim(&c->senders))) {
        cspi_edge_meet_sender(sender);
        receive(c, value, cspi_waiter_value(sender, true), rest);
        rest->woken = sender;
        return CHAN_DONE;
    }
    if (!c->closed) return CHAN_WAIT;
    if (value) memset(value, 0, c->elem_bytes);
    return closed(c);
}

enum chan_try
cspi_chan_try_send(struct chan *c, const void *value, struct rest *rest)
{
    return try_send(c, value, rest);
}

enum chan_try cspi_chan_try_recv(struct chan *c, void *value, struct rest *rest)
{
    enum chan_try done = try_recv(c, value, rest);
    if (cspi_rt.births && done == CHAN_DONE)
        cspi_holder_note(c, cspi_self ? cspi_self->task : NULL);
    return done;
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
    cspi_race_call();
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
    cspi_race_call();
    cspi_rest_init(&rest);
    cspi_chan_lock_at(c, "chan_try_recv", file, line);
    enum chan_try done = try_recv(c, value, &rest);
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(cspi_self, &rest);
    return public_result(done);
}

// -- operations that are written down ----------------------------------------

static size_t count_of(const struct chan *c)
{
    return __atomic_load_n(&c->count, __ATOMIC_RELAXED);
}

// What counts for people: a promise has one value, however many take it.
static size_t length_of(const struct chan *c)
{
    size_t count = count_of(c);
    return c->mode == CHAN_PROMISE ? count > 0 : count;
}

// How many values are in it when the operation is over, as far as can be told
// before.
static size_t length_after(const struct chan *c, enum csp_trace_op op)
{
    size_t count = length_of(c);
    if (c->mode == CHAN_PROMISE) return count;
    if (op == CSP_TRACE_OP_SEND)
        return cspi_queue_hint(&c->receivers) || count >= c->capacity
                   ? count
                   : count + 1;
    return cspi_queue_hint(&c->senders) || count == 0 ? count : count - 1;
}

bool cspi_chan_asked(struct worker *w, const struct chan *c,
                     enum csp_trace_op op)
{
    if (cspi_scope_asked(w)) return true;
    if (w->told && c && c->mode != CHAN_FD)
        cspi_trace_operation(w, op, c, length_after(c, op), c->capacity);
    return false;
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

// What emitted code does not do itself (csp_abi.h) comes here. The cases that
// are still common are a call that comes last, so these functions save no
// registers and have no stack frame. What the slow ones need travels in the
// wait node, which is the caller's own until it stands in a queue.

// Is the first waiter a task in a send or receive, and its wait ours to end?
static inline bool claims_task(const struct waiter *waiter)
{
    unsigned kind = waiter->who & WAITER_KIND;
    return kind == WAITER_TASK || (kind == WAITER_SCOPED &&
                                   cspi_scope_claim(cspi_waiter_task(waiter)));
}

// The worker's slot is taken: whose it was goes to the queue.
static __attribute__((noinline)) void
wake_displacing(struct worker *w, struct task *task)
{
    cspi_ready_wake(w, task);
}

// The value has moved between the caller and the first waiter, a task whose
// wait is ours to end: both operations are over. The lock is held, so the
// waiter's frames have all returned (park_task unlocks), and taken out of the
// queue it is ours alone.
static inline void meet(struct worker *w, struct chan *c, struct queue *queue)
{
    struct waiter *first = queue->first;
    struct task *task = cspi_waiter_task(first);
    cspi_queue_set_first(queue, first->next);
    cspi_spin_unlock(&c->lock);
    task->leaf->result = 1;
    w->abi.budget--;
    if (atomic_load_explicit(&w->lifo, memory_order_relaxed))
        wake_displacing(w, task);
    else
        cspi_ready_fill_slot(w, task);
}

void csp_rt_met_receiver(struct csp_worker *worker, struct csp_chan *chan)
{
    struct chan *c = (struct chan *)chan;
    meet(cspi_worker(worker), c, &c->receivers);
}

void csp_rt_met_sender(struct csp_worker *worker, struct csp_chan *chan)
{
    struct chan *c = (struct chan *)chan;
    meet(cspi_worker(worker), c, &c->senders);
}

// Queues up behind the others; the lock stays held (wait_for).
static inline int queue_up(struct worker *w, struct csp_frame *frame,
                           struct chan *c, struct waiter *self,
                           enum task_state state)
{
    self->who |= (uintptr_t)w->task;
    cspi_queue_add(state == TASK_SEND ? &c->senders : &c->receivers, self);
    return wait_for(w, frame, c, state);
}

// What a receiver gets who receives nothing.
static void zero(struct chan *c, struct waiter *receiver)
{
    void *value = cspi_waiter_value(receiver, false);
    if (value) memset(value, 0, c->elem_bytes);
}

void cspi_chan_withdraw(struct chan *c, struct task *task)
{
    struct waiter *self = cspi_chan_waiter(task);
    bool sends = cspi_task_state(task) == TASK_SEND;
    if (!cspi_queue_is_out(self))
        cspi_queue_remove(sends ? &c->senders : &c->receivers, self);
    if (!sends) zero(c, self);
}

// The wait of a task that can be cancelled. The lock is held as before.
void cspi_chan_commit_scoped(struct worker *w, struct task *task, void *arg)
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

static __attribute__((noinline)) int
wait_scoped(struct worker *w, struct csp_frame *frame, struct chan *c,
            struct waiter *self, enum task_state state)
{
    self->who |= (uintptr_t)w->task | WAITER_SCOPED;
    frame->result = (csp_i32)((char *)self - (char *)frame);
    cspi_queue_add(state == TASK_SEND ? &c->senders : &c->receivers, self);
    return cspi_park_on(w, frame,
                        (struct wait){.state = state,
                                      .on = c,
                                      .commit = cspi_chan_commit_scoped,
                                      .arg = c});
}

static inline int wait_in(struct worker *w, struct csp_frame *frame,
                          struct chan *c, struct waiter *self,
                          enum task_state state)
{
    if (cspi_task_is_scoped(w->task))
        return wait_scoped(w, frame, c, self, state);
    return queue_up(w, frame, c, self, state);
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
    enum chan_try done = try_send(c, cspi_waiter_value(self, true), &rest);
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

// To the first receiver, a task that wants the value.
static inline bool
send_to(struct worker *w, struct chan *c, struct waiter *self)
{
    struct waiter *first = c->receivers.first;
    void *value = first ? cspi_waiter_value(first, false) : NULL;
    if (!value || !claims_task(first)) return false;
    cspi_copy(value, cspi_waiter_value(self, true), c->elem_bytes);
    meet(w, c, &c->receivers);
    return true;
}

int csp_rt_send_full(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_wait *wait, void *chan)
{
    struct worker *w = cspi_worker(worker);
    struct waiter *self = (struct waiter *)wait;
    struct chan *c = chan;
    static_assert(CHAN_BLOCK == 0, "one test for both");
    if (c->mode | c->closed) return send_slow(w, frame, self, c);
    return wait_in(w, frame, c, self, TASK_SEND);
}

int csp_rt_send_rest(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_wait *wait, void *chan, int locked)
{
    struct worker *w = cspi_worker(worker);
    struct waiter *self = (struct waiter *)wait;
    struct chan *c = chan;
    cspi_race_call();
    if (locked)
        return send_to(w, c, self) ? CHAN_DONE : send_slow(w, frame, self, c);
    if (cspi_chan_fails(w, c, CSP_TRACE_OP_SEND))
        return cspi_ready_complete(w, frame, 0);
    if (!c) return wait_for_ever(w, frame, TASK_SEND);
    if (!cspi_chan_try_lock(c)) return send_contended(w, frame, self, c);
    return send_slow(w, frame, self, c);
}

int csp_rt_send(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, void *chan, const void *value)
{
    wait->csp_value = (void *)(uintptr_t)value;
    wait->csp_who = CSP_WHO_AT;
    return csp_rt_send_rest(worker, frame, wait, chan, false);
}

// The lock is held.
static __attribute__((noinline)) int
recv_slow(struct worker *w, struct csp_frame *frame, struct waiter *self,
          struct chan *c)
{
    struct rest rest;
    cspi_rest_init(&rest);
    enum chan_try done = try_recv(c, cspi_waiter_value(self, false), &rest);
    if (done == CHAN_WAIT) return wait_in(w, frame, c, self, TASK_RECV);
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(w, &rest);
    return complete(w, frame, done);
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
recv_fails(struct worker *w, struct csp_frame *frame, struct waiter *self,
           struct chan *c)
{
    if (c) zero(c, self);
    return cspi_ready_complete(w, frame, 0);
}

// From the first sender, a task: its value, or, because the ring is full, the
// oldest one, whose place its value takes.
static bool recv_from(struct worker *w, struct chan *c, struct waiter *self)
{
    struct waiter *first = c->senders.first; // NULL on a closed channel
    void *value = cspi_waiter_value(self, false);
    if (!first || !value || !claims_task(first)) return false;
    const void *sent = cspi_waiter_value(first, true);
    if (c->count > 0) {
        unsigned char *slot = cspi_chan_slot(c, c->head);
        cspi_copy(value, slot, c->elem_bytes);
        cspi_copy(slot, sent, c->elem_bytes);
        if (++c->head == c->capacity) c->head = 0;
    } else {
        cspi_copy(value, sent, c->elem_bytes);
    }
    meet(w, c, &c->senders);
    return true;
}

int csp_rt_recv_empty(struct csp_worker *worker, struct csp_frame *frame,
                      struct csp_wait *wait, void *chan)
{
    struct worker *w = cspi_worker(worker);
    struct waiter *self = (struct waiter *)wait;
    struct chan *c = chan;
    if (c->closed) return recv_slow(w, frame, self, c);
    return wait_in(w, frame, c, self, TASK_RECV);
}

int csp_rt_recv_rest(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_wait *wait, void *chan, int locked)
{
    struct worker *w = cspi_worker(worker);
    struct waiter *self = (struct waiter *)wait;
    struct chan *c = chan;
    cspi_race_call();
    if (locked)
        return recv_from(w, c, self) ? CHAN_DONE : recv_slow(w, frame, self, c);
    if (cspi_chan_fails(w, c, CSP_TRACE_OP_RECV))
        return recv_fails(w, frame, self, c);
    if (!c) return wait_for_ever(w, frame, TASK_RECV);
    if (!cspi_chan_try_lock(c)) return recv_contended(w, frame, self, c);
    return recv_slow(w, frame, self, c);
}

int csp_rt_recv(struct csp_worker *worker, struct csp_frame *frame,
                struct csp_wait *wait, void *chan, void *value)
{
    wait->csp_value = value;
    wait->csp_who = CSP_WHO_AT;
    return csp_rt_recv_rest(worker, frame, wait, chan, false);
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
    bytes += cspi_edge_bytes(elem_bytes, capacity);
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
    size_t count = length_of(c);
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

static size_t count_waiters(const struct queue *queue)
{
    size_t n = 0;
    for (const struct waiter *w = queue->first; w; w = w->next)
        n++;
    return n;
}

struct csp_chan_info csp__chan_info(void *chan, const char *file, int line)
{
    struct chan *c = chan;
    if (!c) return (struct csp_chan_info){0};
    cspi_chan_lock_at(c, "csp_chan_info", file, line);
    struct csp_chan_info info = {
        .length = length_of(c),
        .capacity = c->capacity,
        .element = c->elem_bytes,
        .senders = count_waiters(&c->senders),
        .receivers = count_waiters(&c->receivers),
        .closed = c->closed,
        .error = c->error,
    };
    cspi_spin_unlock(&c->lock);
    return info;
}
