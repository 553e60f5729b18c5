// SPDX-License-Identifier: MIT
// gate.c: the locks of csp_sync.h: channels of elements of no bytes, that stand
// in the program's own memory.
//
// Owns nothing. A gate's tokens are its `count`; to wait for one is to receive.
// A gate that is open has more tokens than anybody can take; `writers` counts
// what a wait group waits for.
#include "base/public.h"
#include <csp_sync.h>

#include "base/stop.h"
#include "sync/chan.h"
#include "run/rt.h"

#define at(ours, theirs)                                                       \
    static_assert(offsetof(struct chan, ours) ==                               \
                      offsetof(struct csp__gate, theirs),                      \
                  "a gate is a channel")
at(lock, csp_lock);
at(refs, csp_refs);
at(elem_bytes, csp_bytes);
at(closed, csp_closed);
at(mode, csp_mode);
at(capacity, csp_capacity);
at(head, csp_head);
at(count, csp_count);
at(senders, csp_waiting);
at(error, csp_error);
at(writers, csp_writers);
at(destroy, csp_destroy);
static_assert(sizeof(struct chan) == sizeof(struct csp__gate), "likewise");

static void lock(struct csp__gate *gate)
{
    cspi_spin_lock(&((struct chan *)gate)->lock);
}

static void unlock(struct csp__gate *gate)
{
    cspi_spin_unlock(&((struct chan *)gate)->lock);
}

// One token more, for who waits, or to be kept; false: there is no room.
static bool post(struct csp__gate *gate, const char *file, int line)
{
    struct chan *c = (struct chan *)gate;
    lock(gate);
    bool waited_for = c->receivers.first, fits = c->count < c->capacity;
    if (!waited_for && fits) cspi_chan_set_count(c, c->count + 1);
    unlock(gate);
    if (!waited_for) return fits;
    return csp__try_send(gate, NULL, file, line) == 1;
}

void csp__gate_unlock(struct csp__gate *gate, const char *file, int line)
{
    if (!post(gate, file, line))
        cspi_stop_at(file, line, "unlock of a mutex that is not locked (%p)",
                     (const void *)gate);
}

void csp__gate_post(struct csp__gate *gate, const char *file, int line)
{
    if (!post(gate, file, line))
        cspi_stop_at(file, line, "csp_semaphore_release: too many (%p)",
                     (const void *)gate);
}

// The lock is held. All who wait, as a list through `next`, for wake_all.
static struct waiter *open_locked(struct csp__gate *gate)
{
    struct chan *c = (struct chan *)gate;
    struct waiter *first = NULL;
    cspi_chan_set_count(c, CSP__GATE_OPEN);
    cspi_waiter_claim_all(&c->receivers, &first);
    return first;
}

static void wake_all(struct waiter *first)
{
    for (struct waiter *next; first; first = next) {
        next = first->next;
        cspi_waiter_wake(cspi_self, first, 1);
    }
}

void csp__gate_open(struct csp__gate *gate)
{
    lock(gate);
    struct waiter *woken = open_locked(gate);
    unlock(gate);
    wake_all(woken);
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
        if (count == 0)
            woken = open_locked(gate);
        else
            cspi_chan_set_count(c, 0);
    }
    unlock(gate);
    if (!good)
        cspi_stop_at(file, line, "csp_waitgroup: counts %lld (%p)",
                     (long long)count, (const void *)gate);
    wake_all(woken);
}
