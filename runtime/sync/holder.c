// SPDX-License-Identifier: MIT
// holder.c: who has a mutex. Owns nothing.
#include "sync/holder.h"

#include "base/public.h"
#include <csp_sync.h>

#include "sync/chan.h"

// In `writers`, with the task in `senders.last`; else the task's number.
static const unsigned NOBODY_KNOWN = CSP__HOLDER_UNKNOWN,
                      A_THREAD = (unsigned)CSP__HOLDER_THREAD;

void cspi_holder_note_it(struct chan *gate, const struct task *holder)
{
    if (gate->mode != CHAN_MUTEX) return;
    const struct birth *birth = holder ? cspi_birth_of(holder) : NULL;
    gate->senders.last = (void *)(uintptr_t)holder;
    gate->writers = A_THREAD;
    if (holder) gate->writers = birth ? (unsigned)birth->number : NOBODY_KNOWN;
}

void cspi_holder_forget(struct chan *gate)
{
    gate->writers = NOBODY_KNOWN;
}

struct holder cspi_holder_of(const struct chan *gate)
{
    if (gate->mode != CHAN_MUTEX || gate->count > 0 ||
        gate->writers == NOBODY_KNOWN)
        return (struct holder){.is = HOLDER_UNKNOWN};
    if (gate->writers == A_THREAD) return (struct holder){.is = HOLDER_THREAD};
    return (struct holder){.is = HOLDER_TASK,
                           .task = (const void *)gate->senders.last,
                           .number = gate->writers};
}
