// SPDX-License-Identifier: MIT
// inject.c: an intrusive list, a ring of others, and their length, behind one
// lock.
//
// Invariant: the length is never below what a pusher has finished pushing, so
// a zero read after rt.state was changed means that the queue was empty. Every
// task in it comes to the front: a batch that has been the oldest for long
// joins the list, and so do those that the ring has no room for.
#include "run/inject.h"

#include <limits.h>
#include <stddef.h>

#include "base/spin.h"
#include "run/task.h"

enum { FRESH_BATCHES = 8192 }; // a power of two
static const int64_t stale_ns = 10000000;

static struct {
    struct spin lock;
    struct batch list;
    struct batch fresh[FRESH_BATCHES]; // from `oldest` on, none empty
    unsigned oldest, newest;           // the first, and one behind the last
    unsigned seen;                     // `oldest` at the last look for
    _Atomic(int64_t) look_at;          // .. stale ones, and the next one
    atomic_uint length; // of all; written under the lock, read by anybody
} queue = {.seen = UINT_MAX};

void cspi_batch_add(struct batch *batch, struct task *task)
{
    if (batch->n++ > 0)
        cspi_task_set_link(batch->last, task);
    else
        batch->first = task;
    batch->last = task;
}

static void append(struct batch *to, struct batch more)
{
    if (to->n > 0)
        cspi_task_set_link(to->last, more.first);
    else
        to->first = more.first;
    to->last = more.last;
    to->n += more.n;
}

// Up to n from the front; n is above 0.
static struct batch cut(struct batch *from, unsigned n)
{
    struct batch front = *from;
    if (from->n <= n) {
        from->n = 0;
        return front;
    }
    front.n = n;
    front.last = front.first;
    while (--n > 0)
        front.last = cspi_task_link(front.last);
    from->first = cspi_task_link(front.last);
    from->n -= front.n;
    return front;
}

static struct batch *fresh(unsigned at)
{
    return &queue.fresh[at % FRESH_BATCHES];
}

static bool no_fresh(void)
{
    return queue.newest == queue.oldest;
}

// From now on as if they had begun: the workers' queues do not send them back.
static void oldest_joins(void)
{
    struct batch *oldest = fresh(queue.oldest++);
    struct task *task = oldest->first;
    for (unsigned i = 0; i < oldest->n; i++, task = cspi_task_link(task))
        cspi_task_set_state(task, TASK_READY);
    append(&queue.list, *oldest);
}

static void begin_batch(void)
{
    if (queue.newest - queue.oldest == FRESH_BATCHES) oldest_joins();
    fresh(queue.newest++)->n = 0;
}

void cspi_inject(struct batch batch)
{
    cspi_spin_lock_own(&queue.lock);
    append(&queue.list, batch);
    atomic_fetch_add(&queue.length, batch.n);
    cspi_spin_unlock(&queue.lock);
}

void cspi_inject_fresh(struct batch batch)
{
    cspi_spin_lock_own(&queue.lock);
    if (no_fresh() || fresh(queue.newest - 1)->n + batch.n > BATCH_TASKS)
        begin_batch();
    append(fresh(queue.newest - 1), batch);
    atomic_fetch_add(&queue.length, batch.n);
    cspi_spin_unlock(&queue.lock);
}

static bool is_empty(void)
{
    return atomic_load_explicit(&queue.length, memory_order_relaxed) == 0;
}

// The lock is held, and is given back.
static unsigned give(struct batch taken, struct task **first)
{
    atomic_fetch_sub(&queue.length, taken.n);
    cspi_spin_unlock(&queue.lock);
    if (taken.n > 0) cspi_task_set_link(taken.last, NULL);
    *first = taken.first;
    return taken.n;
}

unsigned cspi_inject_take(unsigned most, struct task **first)
{
    if (is_empty()) return 0;
    cspi_spin_lock_own(&queue.lock);
    return give(cut(&queue.list, most), first);
}

unsigned cspi_inject_take_fresh(struct task **first)
{
    if (is_empty()) return 0;
    cspi_spin_lock_own(&queue.lock);
    struct batch taken = {.n = 0};
    if (!no_fresh()) taken = *fresh(--queue.newest);
    return give(taken, first);
}

void cspi_inject_age(int64_t now)
{
    if (is_empty() ||
        now < atomic_load_explicit(&queue.look_at, memory_order_relaxed))
        return;
    cspi_spin_lock_own(&queue.lock);
    if (!no_fresh() && queue.oldest == queue.seen) oldest_joins();
    queue.seen = queue.oldest;
    atomic_store_explicit(&queue.look_at, now + stale_ns, memory_order_relaxed);
    cspi_spin_unlock(&queue.lock);
}

unsigned cspi_inject_length(void)
{
    return atomic_load(&queue.length);
}
