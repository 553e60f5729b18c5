// SPDX-License-Identifier: MIT
// gate.c: the locks of csp_sync.h: channels of elements of no bytes, that stand
// in the program's own memory.
//
// Owns nothing. A gate's tokens are its `count`; to wait for one is to receive.
// A gate that is open has more tokens than anybody can take; `writers` counts
// what a wait group waits for.
//
// A mutex that is handed to a task which then waits for its turn is held all
// that time, so all who run run into it, and each one costs a change of tasks.
// So it becomes free, and the first task is woken to try itself (`woken`); it
// stays the first in the queue meanwhile. Who gives the mutex back counts how
// often that was so since (`overtaken`); at the limit he takes the task out of
// the queue, by which it learns that it holds the mutex. Invariant, whenever
// the lock is free: receivers wait at a mutex that is free only if the first of
// them has been woken. To try is a step of ours, which goes before the task's
// own: a frame's head of two words, in those of its wait node that only one
// behind others needs, or of NULL.
#include "base/public.h"
#include <csp_sync.h>

#include "sync/gate.h"
#include "sync/holder.h"

#include "base/stop.h"
#include "base/race.h"
#include "run/mistake.h"
#include "run/park.h"
#include "run/ready.h"
#include "run/rt.h"
#include "run/scope.h"

#define at(ours, theirs)                                                       \
    static_assert(offsetof(struct chan, ours) ==                               \
                      offsetof(struct csp__gate, theirs),                      \
                  "a gate is a channel")
at(lock, csp_lock);
at(refs, csp_refs);
at(elem_bytes, csp_bytes);
at(closed, csp_closed);
at(mode, csp_mode);
at(woken, csp_woken);
at(overtaken, csp_overtaken);
at(capacity, csp_capacity);
at(head, csp_head);
at(count, csp_count);
at(senders, csp_sending);
at(receivers, csp_waiting);
at(error, csp_error);
at(writers, csp_writers);
at(destroy, csp_destroy);
static_assert(sizeof(struct chan) == sizeof(struct csp__gate), "likewise");
static_assert((int)CHAN_GATE == (int)CSP__GATE &&
                  (int)CHAN_MUTEX == (int)CSP__GATE_MUTEX,
              "csp_sync.h has the same modes");

static void lock(struct csp__gate *gate)
{
    cspi_spin_lock(&((struct chan *)gate)->lock);
}

static void unlock(struct csp__gate *gate)
{
    cspi_spin_unlock(&((struct chan *)gate)->lock);
}

void csp__stop(const char *file, int line, const char *what, const void *where)
{
    cspi_stop_at(file, line, "%s (%p)", what, where);
}

// -- to pass -----------------------------------------------------------------

struct trying {
    csp_step *step; // as the head of a frame
    struct csp_frame *parent;
};
static_assert(offsetof(struct trying, parent) ==
                      offsetof(struct csp_frame, parent) &&
                  offsetof(struct waiter, prev) + sizeof(struct trying) ==
                      sizeof(struct waiter),
              "it is the end of a node");
// What its step gives becomes the result of the operation: see run_on.
static_assert(CSP_DONE == 0 && CSP_UNWOUND == 1, "either goes on");

enum { STANDS = 1 }; // in `who` while a task is to try: it is in the queue

// The task does not run, or it is the caller's.
static void let_try(struct task *task, struct csp_frame *frame, struct chan *c,
                    struct waiter *self, unsigned stands)
{
    struct trying *trying = (struct trying *)(void *)&self->prev;
    self->who = (uintptr_t)c | stands;
    *trying = (struct trying){.step = cspi_tries, .parent = frame};
    task->leaf = (struct csp_frame *)(void *)trying;
}

// The lock is held.
static bool take(struct chan *c, const struct task *task)
{
    if (c->count == 0) return false;
    cspi_race_acquire(c);
    cspi_chan_set_count(c, c->count - 1);
    cspi_holder_note(c, task);
    return true;
}

// The lock is held.
static int wait_in(struct worker *w, struct csp_frame *frame, struct chan *c,
                   struct waiter *self, bool stands)
{
    bool scoped = cspi_task_is_scoped(w->task);
    self->who =
        (uintptr_t)w->task | (scoped ? WAITER_SCOPED : WAITER_TASK) | WAITER_AT;
    self->value = NULL;
    frame->result = (csp_i32)((char *)self - (char *)frame);
    if (!stands) cspi_queue_add(&c->receivers, self);
    return cspi_park_on(
        w, frame,
        (struct wait){.state = TASK_RECV,
                      .on = c,
                      .commit = scoped ? cspi_chan_commit_scoped : NULL,
                      .arg = c});
}

static int pass(struct worker *w, struct csp_frame *frame, struct chan *c,
                struct waiter *self)
{
    cspi_spin_lock(&c->lock);
    if (!take(c, w->task)) return wait_in(w, frame, c, self, false);
    cspi_spin_unlock(&c->lock);
    return 1;
}

// It was woken; one that comes in vain is not overtaken again.
static int pass_woken(struct worker *w, struct csp_frame *frame, struct chan *c,
                      struct waiter *self)
{
    cspi_spin_lock(&c->lock);
    int passes = c->receivers.first != self; // it was handed over
    if (!passes) {
        c->woken = 0;
        passes = take(c, w->task);
        c->overtaken = passes ? 0 : CSP_MUTEX_OVERTAKES;
        if (!passes && !cspi_scope_fails(w))
            return wait_in(w, frame, c, self, true);
        cspi_queue_set_first(&c->receivers, self->next);
    } else {
        cspi_holder_note(c, w->task);
    }
    cspi_spin_unlock(&c->lock);
    if (passes) cspi_race_acquire(c);
    return passes;
}

int cspi_gate_tries(struct csp_frame *leaf, struct csp_worker *worker)
{
    struct worker *w = cspi_worker(worker);
    struct waiter *self =
        (struct waiter *)(void *)((char *)leaf - offsetof(struct waiter, prev));
    struct chan *c = (struct chan *)(self->who & ~(uintptr_t)STANDS);
    if (self->who & STANDS) return pass_woken(w, leaf->parent, c, self);
    if (cspi_scope_fails(w)) return 0;
    return pass(w, leaf->parent, c, self);
}

// The last operation of a turn would make the task yield with what it has
// passed, for which the others would queue up: so it yields before.
static int yield_first(struct worker *w, struct csp_frame *frame,
                       struct chan *c, struct waiter *self)
{
    let_try(w->task, frame, c, self, 0);
    return CSP_YIELDED;
}

int csp_rt_pass_rest(struct csp_worker *worker, struct csp_frame *frame,
                     struct csp_wait *wait, void *chan, int locked)
{
    struct worker *w = cspi_worker(worker);
    struct waiter *self = (struct waiter *)wait;
    struct chan *c = chan;
    if (!c || c->mode < CHAN_GATE) {
        if (c && cspi_gate_is_zeros(c) && (locked || cspi_spin_try(&c->lock)))
            return cspi_mistake_frame(w, frame, CSPI_GATE_OF_ZEROS);
        self->who = WAITER_AT;
        self->value = NULL;
        return csp_rt_recv_rest(worker, frame, wait, chan, locked);
    }
    if (locked) return wait_in(w, frame, c, self, false); // there was none
    if (cspi_chan_fails(w, c, CSP_TRACE_OP_LOCK))
        return cspi_ready_complete(w, frame, 0);
    if (cspi_ready_is_last(w)) return yield_first(w, frame, c, self);
    int passes = pass(w, frame, c, self);
    return passes == 1 ? cspi_ready_complete(w, frame, 1) : passes;
}

bool csp__gate_try_rest(struct csp__gate *gate)
{
    return cspi_gate_take((struct chan *)gate);
}

// -- to give back ------------------------------------------------------------

// One token more, for who waits, or to be kept; false: there is no room.
static bool post(struct csp__gate *gate, const char *file, int line)
{
    cspi_race_release(gate);
    if (csp__gate_give(gate)) return true;
    lock(gate);
    bool waited_for = gate->csp_waiting[0];
    bool fits = gate->csp_count < gate->csp_capacity;
    if (fits && !waited_for)
        cspi_chan_set_count((struct chan *)gate, gate->csp_count + 1);
    unlock(gate);
    if (!waited_for) return fits;
    return csp__try_send(gate, NULL, file, line) == 1;
}

void csp__gate_post_rest(struct csp__gate *gate, const char *file, int line)
{
    if (!post(gate, file, line))
        cspi_stop_at(file, line, "csp_semaphore_release: too many (%p)",
                     (const void *)gate);
}

// -- the runtime's own -------------------------------------------------------

struct waiter **cspi_gate_open(struct chan *gate, struct waiter **last)
{
    cspi_spin_lock(&gate->lock);
    if (!gate->closed) {
        cspi_chan_set_count(gate, CSP__GATE_OPEN);
        last = cspi_waiter_claim_all(&gate->receivers, last);
    }
    cspi_spin_unlock(&gate->lock);
    return last;
}

void cspi_gate_shut(struct chan *gate)
{
    cspi_spin_lock(&gate->lock);
    cspi_chan_set_count(gate, 0);
    cspi_spin_unlock(&gate->lock);
}

struct waiter **cspi_gate_let(struct chan *gate, struct waiter **last)
{
    cspi_spin_lock(&gate->lock);
    struct waiter *first = cspi_waiter_claim(&gate->receivers);
    if (first) {
        first->next = NULL;
        *last = first;
        last = &first->next;
    } else {
        cspi_chan_set_count(gate, gate->count + 1);
    }
    cspi_spin_unlock(&gate->lock);
    return last;
}

bool cspi_gate_take(struct chan *gate)
{
    cspi_spin_lock(&gate->lock);
    bool may = take(gate, cspi_self ? cspi_self->task : NULL);
    cspi_spin_unlock(&gate->lock);
    return may;
}

struct waiter **cspi_gate_close(struct chan *gate, struct waiter **last)
{
    cspi_spin_lock(&gate->lock);
    cspi_chan_set_count(gate, 0);
    cspi_chan_set_closed(gate);
    last = cspi_waiter_claim_all(&gate->receivers, last);
    cspi_spin_unlock(&gate->lock);
    return last;
}

void cspi_gate_renew(struct chan *gate)
{
    cspi_spin_lock(&gate->lock);
    cspi_chan_set_count(gate, 0);
    __atomic_store_n(&gate->closed, 0, __ATOMIC_RELAXED);
    cspi_spin_unlock(&gate->lock);
}

// -- to unlock ---------------------------------------------------------------

// The first is a task that may be woken to try: it is, with the lock held.
// NULL: there is none, or it has been overtaken too often.
static struct task *wake_to_try(struct chan *c)
{
    struct waiter *first = c->receivers.first;
    unsigned kind = first->who & WAITER_KIND;
    if (c->overtaken >= CSP_MUTEX_OVERTAKES || kind == WAITER_SELECT ||
        kind == WAITER_THREAD)
        return NULL;
    struct task *task = cspi_waiter_task(first);
    if (kind == WAITER_SCOPED && !cspi_scope_claim(task)) return NULL;
    c->woken = c->overtaken = 1;
    let_try(task, task->leaf, c, first, STANDS);
    return task;
}

// The first is on its way. It may be overtaken, or the mutex is its from now
// on.
static void pass_by(struct chan *c)
{
    if (c->overtaken < CSP_MUTEX_OVERTAKES) {
        c->overtaken++;
        cspi_chan_set_count(c, 1);
    } else {
        cspi_queue_set_first(&c->receivers, c->receivers.first->next);
        cspi_holder_forget(c); // until that task comes
        c->woken = c->overtaken = 0;
    }
}

// NULL: a thread.
static const struct task *waiting_task(const struct waiter *waiter)
{
    bool is_thread = (waiter->who & WAITER_KIND) == WAITER_THREAD;
    return is_thread ? NULL : cspi_waiter_task(waiter);
}

// Somebody waits, and the first of them is not on its way.
static void unlock_waited_for(struct chan *c)
{
    struct task *task = wake_to_try(c);
    struct waiter *given = task ? NULL : cspi_waiter_claim(&c->receivers);
    if (!task) c->overtaken = 0;
    if (!given) cspi_chan_set_count(c, 1);
    if (given) cspi_holder_note(c, waiting_task(given));
    cspi_spin_unlock(&c->lock);
    if (task) cspi_ready_wake(cspi_self, task);
    if (given) cspi_waiter_wake(cspi_self, given, 1);
}

void csp__gate_unlock_rest(struct csp__gate *gate, const char *file, int line)
{
    struct chan *c = (struct chan *)gate;
    cspi_race_release(c);
    lock(gate);
    bool locked = c->count == 0;
    if (locked && c->receivers.first && !c->woken) {
        unlock_waited_for(c);
        return;
    }
    if (locked && c->woken)
        pass_by(c);
    else if (locked)
        cspi_chan_set_count(c, 1);
    unlock(gate);
    if (!locked)
        cspi_stop_at(file, line, "unlock of a mutex that is not locked (%p)",
                     (const void *)gate);
}

// -- to open and shut --------------------------------------------------------

// The lock is held. All who wait, as a list through `next`, for
// cspi_waiter_wake_all.
static struct waiter *open_locked(struct csp__gate *gate)
{
    struct chan *c = (struct chan *)gate;
    struct waiter *first = NULL;
    cspi_race_release(c);
    cspi_chan_set_count(c, CSP__GATE_OPEN);
    cspi_waiter_claim_all(&c->receivers, &first);
    for (struct waiter *w = first; w; w = w->next)
        cspi_waiter_learns(w, c);
    return first;
}

void csp__gate_open(struct csp__gate *gate)
{
    lock(gate);
    struct waiter *woken = open_locked(gate);
    unlock(gate);
    cspi_waiter_wake_all(cspi_self, woken);
}

void csp__gate_shut(struct csp__gate *gate)
{
    lock(gate);
    cspi_chan_set_count((struct chan *)gate, 0);
    unlock(gate);
}

bool csp__gate_is_open(struct csp__gate *gate)
{
    lock(gate);
    bool open = ((struct chan *)gate)->count > 0;
    if (open) cspi_race_acquire(gate);
    unlock(gate);
    return open;
}

void csp__gate_count(struct csp__gate *gate, int64_t more, const char *file,
                     int line)
{
    struct chan *c = (struct chan *)gate;
    struct waiter *woken = NULL;
    lock(gate);
    int64_t count = (int64_t)c->writers + more;
    bool good = count >= 0 && count <= UINT32_MAX;
    if (good) {
        c->writers = (unsigned)count;
        cspi_race_release(c);
        if (count == 0)
            woken = open_locked(gate);
        else
            cspi_chan_set_count(c, 0);
    }
    unlock(gate);
    if (!good)
        cspi_stop_at(file, line, "csp_waitgroup: counts %lld (%p)",
                     (long long)count, (const void *)gate);
    cspi_waiter_wake_all(cspi_self, woken);
}
