// SPDX-License-Identifier: MIT
// told.c: what a worker that is traced tells of its turns: it knows the queues,
// and what a task waits for; under CSP_DUMP=2 since when. Owns nothing. Called
// by loop.c and lend.c alone.
#include "loop/told.h"

#include "io/fd.h"
#include "run/deque.h"
#include "run/inject.h"
#include "run/trace.h"
#include "sync/chan.h"

static unsigned cut(unsigned n)
{
    return n < UINT16_MAX ? n : UINT16_MAX;
}

void cspi_told_turn(struct worker *w, struct task *task, bool at_once)
{
    if (!w->told) return;
    unsigned own = cspi_deque_length(&w->deque), all = cspi_inject_length();
    cspi_trace_turn(w, task, cut(own) | cut(all) << 16, at_once);
    cspi_trace_descriptors(w, atomic_load(&cspi_rt.polled));
}

void cspi_told_yields(struct worker *w, const struct task *task)
{
    if (w->told) cspi_trace_yields(w, task);
}

void cspi_told_ends(struct worker *w, const struct task *task)
{
    if (w->told) cspi_trace_ends(w, task);
}

// A wait for a channel, which the task keeps from going until it is published.
static void
waits_on(struct worker *w, struct task *task, enum csp_trace_wait wait)
{
    const struct chan *c = cspi_task_link(task);
    int events;
    if (c && c->mode == CHAN_FD) {
        int fd = cspi_fd_of_gate(c, &events);
        cspi_trace_waits(w, task, CSP_TRACE_FD,
                         (uint64_t)fd << 3 | (unsigned)events);
        return;
    }
    if (c && c->mode >= CHAN_GATE) wait = CSP_TRACE_LOCK;
    cspi_trace_waits(w, task, wait, (uintptr_t)c);
}

void cspi_told_waits(struct worker *w, struct task *task)
{
    enum csp_trace_wait wait = CSP_TRACE_OTHER;
    if (!w->told) return;
    if (cspi_rt.births) cspi_birth_waits(task);
    switch (cspi_task_state(task)) {
    case TASK_SEND: waits_on(w, task, CSP_TRACE_SEND); return;
    case TASK_RECV: waits_on(w, task, CSP_TRACE_RECV); return;
    case TASK_JOIN:
        cspi_trace_waits(w, task, CSP_TRACE_JOIN,
                         (uintptr_t)cspi_task_of_root(cspi_task_link(task)));
        return;
    case TASK_SELECT: wait = CSP_TRACE_SELECT; break;
    case TASK_SLEEP: wait = CSP_TRACE_SLEEP; break;
    case TASK_BLOCKING: wait = CSP_TRACE_BLOCKING; break;
    case TASK_PAR: wait = CSP_TRACE_PAR; break;
    case TASK_GROUP: wait = CSP_TRACE_GROUP; break;
    case TASK_FREE:
    case TASK_NEW:
    case TASK_READY:
    case TASK_LOST: break;
    }
    cspi_trace_waits(w, task, wait, 0);
}
