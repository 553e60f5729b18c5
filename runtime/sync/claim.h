// SPDX-License-Identifier: MIT
// claim.h: who ends a wait that several could end, exactly one does; and what a
// select leaves behind in the queues of its other cases.
#ifndef CSP_RUNTIME_CLAIM_H
#define CSP_RUNTIME_CLAIM_H

#include <stdbool.h>
#include <stdint.h>

#include "sync/chan.h"
#include "run/rt.h"
#include "run/task.h"
#include "run/timer.h"

enum { OPEN = INT32_MIN }; // the result word while nobody has claimed

// In csp_case.csp_flags; constant while the select waits. csp_queued is apart,
// because it changes under the lock of the case's channel alone.
enum case_flags {
    CASE_FIRST = 1,  // cases[0]; its csp_index is the count of the cases
    CASE_LOCKS = 2,  // of several on one channel, the one that stands for it
    CASE_FAIR = 4,   // on the first: remember the one chosen
    CASE_LOCKED = 8, // on the first: there are channels
    CASE_TIMED = 16, // on the first: there may be a deadline
};
extern const char cspi_claim_released[]; // that a mistake is this one

enum { TIMER_SELECT = 1 }; // in timer.who: the timer of a case, not of a sleep

// -- from a node to its case -------------------------------------------------

static inline struct csp_case *cspi_case_of(void *node)
{
    return (struct csp_case *)((char *)node - offsetof(struct csp_case, node));
}

static inline struct csp_case *cspi_case_first(struct csp_case *c)
{
    return c->csp_flags & CASE_FIRST ? c : c - c->csp_index;
}

static inline struct waiter *cspi_case_waiter(struct csp_case *c)
{
    return (struct waiter *)&c->node.wait;
}

static inline struct timer *cspi_case_timer(struct csp_case *c)
{
    return (struct timer *)&c->node.timer;
}

// Of a deadline: the wheel that its timer is in, NULL if it is in none.
static inline struct wheel *cspi_case_wheel(const struct csp_case *c)
{
    return c->kind == CSP_CASE_AFTER ? c->value : NULL;
}

static inline bool cspi_case_is_channel(const struct csp_case *c)
{
    return c->kind != CSP_CASE_AFTER && c->on.chan;
}

static inline struct queue *cspi_case_queue(struct csp_case *c)
{
    struct chan *chan = c->on.chan;
    return c->kind == CSP_CASE_SEND ? &chan->senders : &chan->receivers;
}

// -- claiming ----------------------------------------------------------------

// Makes the caller the one that ends the wait, with the wheel's lock held;
// false if another was faster.
bool cspi_claim_timer(struct timer *timer);

// After a claim, with no lock held: takes the other cases out of their queues.
// The task can then be made runnable.
void cspi_claim_finish(struct waiter *waiter, int ok);
// The same for a select that ends with no case: all of them.
void cspi_claim_undo(struct csp_case *cases);
struct task *cspi_claim_timer_finish(struct timer *timer);

// -- who was chosen last, for CSP_SELECT_FAIR --------------------------------

void cspi_claim_remember(const struct csp_case *cases, unsigned index);
// The case to look at first.
unsigned cspi_claim_start(struct worker *worker, const struct csp_case *cases,
                          unsigned count);

#endif
