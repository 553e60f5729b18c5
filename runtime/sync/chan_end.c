// SPDX-License-Identifier: MIT
// chan_end.c: how channels end: close, fail, the last writer, the last
// reference; and what becomes of elements that nobody has received.
//
// Invariant: who closes takes all waiters out of the queues, under the lock,
// and nothing enters a queue or the ring of a closed channel, so what `fail`
// has taken out of the ring is its own when the lock is free.
#include "memory/alloc.h"
#include "sync/chan.h"

#include <sched.h>

#include "base/public.h"
#include "sync/edge.h"

#include "run/rt.h"
#include "run/mistake.h"
#include "run/task.h"

// -- elements that nobody receives -------------------------------------------

void csp__on_drop(void *chan, void (*destroy)(void *element), const char *file,
                  int line)
{
    struct chan *c = chan;
    if (!c) return;
    cspi_chan_lock_at(c, "chan_on_drop", file, line);
    bool is_promise = c->mode == CHAN_PROMISE;
    if (!is_promise) c->destroy = destroy;
    cspi_spin_unlock(&c->lock);
    if (is_promise)
        cspi_stop_at(file, line, "chan_on_drop of a promise (%p)", chan);
}

// Destroys `count` values of a ring that nobody else touches. Each one is
// copied, because the ring is not aligned for all types; a large one is
// destroyed in its place when memory is out.
static void destroy_all(struct chan *c, size_t count)
{
    struct rest rest;
    if (count > c->capacity) count = c->capacity; // of a promise
    if (!c->destroy || count == 0) return;
    bool heap = c->elem_bytes > sizeof rest.near;
    void *copy = heap ? cspi_malloc(c->elem_bytes) : rest.near;
    for (size_t at = c->head; count > 0; count--) {
        void *slot = cspi_chan_slot(c, at);
        cspi_edge_get(c, at);
        cspi_copy(copy, slot, c->elem_bytes);
        c->destroy(copy ? copy : slot);
        if (++at == c->capacity) at = 0;
    }
    if (heap) cspi_free(copy);
}

// -- channels that time sends on ---------------------------------------------

// The lock is held. Time sends no more: its reference goes with it, if it is
// not about to find out by itself; true if it does.
static bool stop_time(struct chan *c)
{
    if (c->mode != CHAN_TIMED) return false;
    struct ticker *ticker = cspi_chan_ticker(c);
    if (!ticker->armed || !cspi_timer_remove(ticker->wheel, &ticker->timer))
        return false;
    ticker->armed = false;
    return true;
}

// -- close and fail ----------------------------------------------------------

// The lock is held, the channel is open. The waiters are for cspi_waiter_fail.
static struct waiter *close_locked(struct chan *c, int error)
{
    struct waiter *woken = NULL;
    cspi_race_release(cspi_edge_end(c));
    c->error = error;
    if (stop_time(c)) // not the last: the caller has one
        atomic_fetch_sub_explicit(&c->refs, 1, memory_order_relaxed);
    cspi_chan_set_closed(c);
    struct waiter **last = cspi_waiter_claim_all(&c->receivers, &woken);
    for (struct waiter *w = woken; w; w = w->next) {
        void *value = cspi_waiter_value(w, false);
        if (value) memset(value, 0, c->elem_bytes);
    }
    cspi_waiter_claim_all(&c->senders, last);
    for (struct waiter *w = woken; w; w = w->next)
        cspi_waiter_learns(w, cspi_edge_end(c));
    return woken;
}

// One that has failed may be closed, even by who is strict: the one who fails
// it is mostly another than the one who closes it.
static void closed_twice(const struct chan *c, const char *file, int line)
{
    cspi_rt_init(); // a foreign thread may come first
    if (cspi_rt.strict && !c->error)
        cspi_stop_at(file, line, "close of a closed channel (%p)",
                     (const void *)c);
}

void csp__close(void *chan, const char *file, int line)
{
    struct chan *c = chan;
    struct waiter *woken = NULL;
    if (!c) cspi_stop_at(file, line, "close of a NULL channel");
    cspi_chan_lock_at(c, "chan_close", file, line);
    bool was_open = !c->closed;
    if (was_open) woken = close_locked(c, 0);
    cspi_spin_unlock(&c->lock);
    if (!was_open) closed_twice(c, file, line); // its error stays as it is
    cspi_waiter_fail(cspi_self, woken);
}

void csp__fail(void *chan, int error, const char *file, int line)
{
    struct chan *c = chan;
    struct waiter *woken = NULL;
    size_t dropped = 0;
    if (!c) cspi_stop_at(file, line, "chan_fail of a NULL channel");
    if (error == 0) cspi_stop_at(file, line, "chan_fail with error 0");
    cspi_chan_lock_at(c, "chan_fail", file, line);
    if (!c->closed) {
        woken = close_locked(c, error);
        dropped = c->count;
        cspi_chan_set_count(c, 0);
    }
    cspi_spin_unlock(&c->lock);
    cspi_waiter_fail(cspi_self, woken);
    destroy_all(c, dropped);
}

int csp__error(void *chan, const char *file, int line)
{
    struct chan *c = chan;
    if (!c) return 0;
    cspi_chan_lock_at(c, "chan_error", file, line);
    int error = c->error;
    cspi_spin_unlock(&c->lock);
    return error;
}

// -- counted writers ---------------------------------------------------------

void csp__writers(void *chan, int count, const char *file, int line)
{
    struct chan *c = chan;
    if (!c) cspi_stop_at(file, line, "chan_writers of a NULL channel");
    if (count <= 0)
        cspi_stop_at(file, line, "chan_writers: count out of range (%d)",
                     count);
    cspi_chan_lock_at(c, "chan_writers", file, line);
    bool fits =
        !__builtin_add_overflow(c->writers, (unsigned)count, &c->writers);
    cspi_spin_unlock(&c->lock);
    if (!fits)
        cspi_stop_at(file, line, "chan_writers: count out of range (%d)",
                     count);
}

void csp__retire(void *chan, const char *file, int line)
{
    struct chan *c = chan;
    struct waiter *woken = NULL;
    if (!c) cspi_stop_at(file, line, "chan_retire of a NULL channel");
    cspi_chan_lock_at(c, "chan_retire", file, line);
    bool was_counted = c->writers > 0;
    cspi_race_release(cspi_edge_end(c));
    if (was_counted && --c->writers == 0 && !c->closed)
        woken = close_locked(c, 0);
    cspi_spin_unlock(&c->lock);
    if (!was_counted)
        cspi_stop_at(file, line, "chan_retire: all writers have retired");
    cspi_waiter_fail(cspi_self, woken);
}

// -- references --------------------------------------------------------------

// Beyond this the count stands for more than it can hold: such a channel stays.
enum { REFS_MAX = 1 << 30 };
static const unsigned refs_pinned = 3u << 30;

void cspi_chan_was_released(const struct chan *c, const char *what,
                            const char *file, int line)
{
    static const char text[] = "%s: the channel was released (%p)";
    const void *address = c;
    cspi_mistake_after_main();
    if (!file) cspi_mistake_here(text, what, address);
    cspi_stop_at(file, line, text, what, address);
}

void cspi_chan_lock_at(struct chan *c, const char *what, const char *file,
                       int line)
{
    if (!cspi_chan_lock(c)) cspi_chan_was_released(c, what, file, line);
}

void *csp__retain(void *chan, const char *file, int line)
{
    struct chan *c = chan;
    if (!c) return NULL;
    unsigned refs =
        atomic_fetch_add_explicit(&c->refs, 1, memory_order_relaxed);
    if (refs == 0) cspi_chan_was_released(c, "chan_retain", file, line);
    if (refs >= REFS_MAX) atomic_store(&c->refs, refs_pinned);
    return c;
}

// It may be cancelled at the same moment.
static void lose(struct task *task)
{
    unsigned was = cspi_task_state(task);
    cspi_byte_flip(&task->state, was ^ TASK_LOST);
}

// Who still waits has no reference, and nobody will wake him. It is no reason
// to stop: a main that ends releases its channels before its tasks cease. But
// the report of a deadlock can say what happened.
static void lose_all(struct queue *queue)
{
    for (struct waiter *w = queue->first, *next; w; w = next) {
        next = w->next; // before it is lost: one that is cancelled goes then
        if ((w->who & WAITER_KIND) == WAITER_TASK ||
            (w->who & WAITER_KIND) == WAITER_SCOPED)
            lose(cspi_waiter_task(w));
    }
}

void cspi_chan_await_loss(const struct task *task)
{
    const struct waiter *self = cspi_chan_waiter(task);
    while (!cspi_queue_is_out(self) &&
           (atomic_load(&task->state) & ~(unsigned)TASK_FROZEN) != TASK_LOST)
        sched_yield();
}

// What is left in it is nobody's any more. The lock is never given back, and
// the memory not at once: who uses the channel all the same finds that it was
// released, and a select, which looks at many, that nothing can happen on it.
static void end(struct chan *c)
{
    size_t bytes = sizeof *c + c->capacity * c->elem_bytes;
    cspi_spin_lock(&c->lock);
    lose_all(&c->senders); // first: who cancels one waits for that
    lose_all(&c->receivers);
    destroy_all(c, c->count);
    c->closed = 0;
    c->mode = CHAN_BLOCK;
    c->capacity = c->count = 0;
    c->senders = c->receivers = (struct queue){NULL, NULL};
    cspi_free_late(c, bytes);
}

// Once time has the last reference nobody can hear it any more. The lock is
// held from then on, as time, too, gives its reference up.
static void release_timed(struct chan *c, const char *file, int line)
{
    cspi_chan_lock_at(c, "chan_release", file, line);
    unsigned refs = atomic_fetch_sub(&c->refs, 1) - 1;
    if (refs == 1 && stop_time(c)) atomic_store(&c->refs, refs = 0);
    cspi_spin_unlock(&c->lock);
    if (refs == 0) end(c);
}

void csp__release(void *chan, const char *file, int line)
{
    struct chan *c = chan;
    if (!c) return;
    if (c->mode == CHAN_TIMED) {
        release_timed(c, file, line);
        return;
    }
    // Release pairs with the last one's acquire: all uses come before the end.
    cspi_race_release(cspi_edge_uses(c));
    unsigned refs =
        atomic_fetch_sub_explicit(&c->refs, 1, memory_order_acq_rel);
    if (refs == 0) cspi_chan_was_released(c, "chan_release", file, line);
    if (refs == 1) cspi_race_acquire(cspi_edge_uses(c));
    if (refs == 1) end(c);
    if (refs >= REFS_MAX) atomic_store(&c->refs, refs_pinned);
}

void csp__auto_release(void *variable)
{
    csp__release(*(void **)variable, NULL, 0);
}
