// SPDX-License-Identifier: MIT
// holder.h: who has a mutex of csp_sync.h, under CSP_DUMP=2.
//
// `senders`, where nobody ever waits, and `writers` have room for it. The lock
// of the mutex guards it.
#ifndef CSP_RUNTIME_HOLDER_H
#define CSP_RUNTIME_HOLDER_H

#include "run/rt.h"

struct chan;
struct task;

void cspi_holder_note_it(struct chan *gate, const struct task *holder);

// The task has it now; NULL: a thread. Nothing, if it is no mutex.
static inline void
cspi_holder_note(struct chan *gate, const struct task *holder)
{
    if (cspi_rt.births) cspi_holder_note_it(gate, holder);
}

// Somebody has it, who is not known.
void cspi_holder_forget(struct chan *gate);

// Of one that is locked, or a copy of it.
struct holder {
    enum { HOLDER_UNKNOWN, HOLDER_THREAD, HOLDER_TASK } is;
    const struct task *task; // which may have ended
    unsigned number;         // as it was born, see run/birth.h
};
struct holder cspi_holder_of(const struct chan *gate);

#endif
