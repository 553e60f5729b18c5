// SPDX-License-Identifier: MIT
// poll.c: the poller at work, whichever it is. Owns what a test wants to come
// late (CSP_FAULT).
//
// A wake-up is an event as well, meant for rt.poller. Who looks meanwhile may
// take it away: it wakes again.
//
// A poll is under way (cspi_polls) from before the system is asked until what
// it says has been told: an event that is told later than a read has ended,
// while none was, is younger than that read.
#include "io/poll.h"

#include <string.h>

#include "base/fault.h"
#include "base/public.h"
#include <csp/fd.h>

#include "base/spin.h"
#include "base/sys.h"
#include "io/fd.h"
#include "run/wake.h"
#include "sync/waiter.h"

// -- late events, in a test --------------------------------------------------

static const int64_t late_ns = 1000000;

static struct {
    struct spin lock;
    atomic_int count;
    struct poll_event events[POLL_EVENTS];
} late;

// Kept until whoever polls next is told, after a moment; false: there is no
// room. Who sleeps in the poller already knows nothing of it.
static bool keep(const struct poll_event *event)
{
    cspi_spin_lock(&late.lock);
    int count = atomic_load(&late.count);
    bool kept = count < POLL_EVENTS;
    if (kept) late.events[count] = *event;
    if (kept) atomic_store(&late.count, count + 1);
    cspi_spin_unlock(&late.lock);
    if (kept && atomic_load(&cspi_rt.poller)) cspi_wake_fd();
    return kept;
}

static struct waiter **tell_late(struct waiter **last)
{
    struct poll_event events[POLL_EVENTS];
    cspi_spin_lock(&late.lock);
    int count = atomic_exchange(&late.count, 0);
    memcpy(events, late.events, (size_t)count * sizeof *events);
    cspi_spin_unlock(&late.lock);
    for (int i = 0; i < count; i++)
        last = cspi_fd_event(&events[i], false, last);
    return last;
}

// The simulated network has a lateness of its own.
static bool comes_late(const struct poll_event *event)
{
    return cspi_fault(CSP__FAULT_LATE) && !cspi_rt.simulated && keep(event);
}

// -- at work -----------------------------------------------------------------

void cspi_poll_wait(struct polled *polled, int64_t deadline)
{
    if (atomic_load(&late.count) > 0 && deadline > cspi_deadline(late_ns))
        deadline = cspi_deadline(late_ns);
    atomic_fetch_add(&cspi_polls, 1);
    polled->count = cspi_poller_wait(polled->events, deadline);
}

// What may become of an event in a test: it comes twice, with an old one of the
// same number, or with all bits.
static struct waiter **
tell_badly(int how, const struct poll_event *event, struct waiter **last)
{
    struct poll_event bad = *event;
    if (how == 2) bad.tag -= (uint64_t)1 << 32;
    if (how == 3) bad.bits |= POLL_READ | POLL_WRITE;
    return cspi_fd_event(&bad, how == 1, last);
}

bool cspi_poll_tell(struct worker *w, const struct polled *polled)
{
    struct waiter *woken = NULL, **last = &woken;
    if (atomic_load(&late.count) > 0) last = tell_late(last);
    for (int i = 0; i < polled->count; i++) {
        const struct poll_event *event = &polled->events[i];
        if (event->tag == 0) {
            if (atomic_load(&cspi_rt.poller)) cspi_wake_fd();
            continue;
        }
        if (comes_late(event)) continue;
        int fault = cspi_fault(CSP__FAULT_EVENT);
        if (fault) last = tell_badly(fault, event, last);
        last = cspi_fd_event(event, true, last);
    }
    atomic_fetch_sub(&cspi_polls, 1);
    return cspi_waiter_ready_all(w, woken);
}

bool cspi_poll_look(struct worker *w)
{
    struct polled polled;
    cspi_poll_wait(&polled, 0);
    return cspi_poll_tell(w, &polled);
}
