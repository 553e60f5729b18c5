// SPDX-License-Identifier: MIT
// claim.c: the end of a wait: for a select, a compare-and-swap on the result
// word of its leaf frame, then, with no lock held, taking its other nodes out
// of their queues. select.c tells the protocol. Owns the memory of fair
// choices.
#include "sync/claim.h"

#include "run/choice.h"
#include "run/mistake.h"
#include "run/scope.h"

const char cspi_claim_released[] = "select with a channel that was released";

// Keyed by the address of the cases, which lie in the frame. An entry is half a
// key and an index plus one; two selects that share an entry lose fairness for
// a moment, nothing else.
enum { FAIR_SIZE = 512 };
static atomic_ullong fair_memory[FAIR_SIZE];

static uint64_t fair_hash(const struct csp_case *cases)
{
    return (uint64_t)(uintptr_t)cases * 0x9e3779b97f4a7c15;
}

void cspi_claim_remember(const struct csp_case *cases, unsigned index)
{
    uint64_t hash = fair_hash(cases);
    atomic_store_explicit(&fair_memory[hash >> 55], (hash << 32) | (index + 1),
                          memory_order_relaxed);
}

unsigned
cspi_claim_start(struct worker *w, const struct csp_case *cases, unsigned count)
{
    uint64_t hash = fair_hash(cases);
    uint64_t entry =
        atomic_load_explicit(&fair_memory[hash >> 55], memory_order_relaxed);
    if (entry >> 32 != (hash & UINT32_MAX) || !(uint32_t)entry)
        return cspi_choose(w, count);
    return (uint32_t)entry % count;
}

static bool claim(struct task *task, struct csp_case *c)
{
    unsigned index = c->csp_flags & CASE_FIRST ? 0 : c->csp_index;
    csp_i32 open = OPEN;
    if (cspi_task_is_scoped(task)) {
        if (!cspi_scope_claim(task)) return false;
        task->leaf->result = (csp_i32)index;
        return true;
    }
    // Acquire pairs with the parked worker's release of the locks; the losers
    // of the race learn nothing and touch nothing.
    return __atomic_compare_exchange_n(&task->leaf->result, &open,
                                       (csp_i32)index, false, __ATOMIC_ACQ_REL,
                                       __ATOMIC_RELAXED);
}

bool cspi_claim_waiter(struct waiter *waiter)
{
    if ((waiter->who & WAITER_KIND) == WAITER_SCOPED) {
        if (cspi_scope_claim(cspi_waiter_task(waiter))) return true;
        cspi_queue_mark_out(waiter);
        return false;
    }
    struct csp_case *c = cspi_case_of(waiter);
    c->csp_queued = 0;
    return claim(cspi_waiter_task(waiter), c);
}

static __attribute__((noinline)) void lock_waited_on(struct csp_case *c)
{
    struct chan *chan = c->on.chan;
    if (cspi_spin_wait_while(&chan->lock, &chan->refs)) return;
    cspi_mistake_after_main();
    cspi_mistake_task(cspi_waiter_task(cspi_case_waiter(c)),
                      cspi_claim_released);
}

static void unqueue(struct csp_case *c)
{
    struct chan *chan = c->on.chan;
    if (!cspi_chan_try_lock(chan)) lock_waited_on(c);
    if (c->csp_queued)
        cspi_queue_remove(cspi_case_queue(c), cspi_case_waiter(c));
    c->csp_queued = 0;
    cspi_spin_unlock(&chan->lock);
}

// chosen NULL: none has happened.
static void take_out(struct csp_case *cases, struct csp_case *chosen)
{
    unsigned count = cases->csp_index;
    for (struct csp_case *c = cases; c < cases + count; c++) {
        if (c == chosen) continue;
        if (cspi_case_is_channel(c))
            unqueue(c);
        else if (cspi_case_wheel(c))
            cspi_timer_remove(cspi_case_wheel(c), cspi_case_timer(c));
    }
}

static void finish(struct csp_case *chosen)
{
    struct csp_case *cases = cspi_case_first(chosen);
    take_out(cases, chosen);
    if (cases->csp_flags & CASE_FAIR)
        cspi_claim_remember(cases, (unsigned)(chosen - cases));
}

void cspi_claim_undo(struct csp_case *cases)
{
    take_out(cases, NULL);
}

void cspi_claim_finish(struct waiter *waiter, int ok)
{
    struct csp_case *c = cspi_case_of(waiter);
    c->ok = (unsigned char)ok;
    finish(c);
}

static struct task *timer_task(const struct timer *timer)
{
    return (struct task *)(timer->who & ~(uintptr_t)TIMER_SELECT);
}

bool cspi_claim_timer(struct timer *timer)
{
    struct task *task = timer_task(timer);
    if (timer->who & TIMER_SELECT) return claim(task, cspi_case_of(timer));
    if (cspi_task_is_scoped(task) && !cspi_scope_claim(task)) return false;
    task->leaf->result = 0;
    return true;
}

struct task *cspi_claim_timer_finish(struct timer *timer)
{
    struct task *task = timer_task(timer);
    if (timer->who & TIMER_SELECT) finish(cspi_case_of(timer));
    return task;
}
