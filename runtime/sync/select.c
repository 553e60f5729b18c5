// SPDX-License-Identifier: MIT
// select.c: guarded choice.
//
// The protocol: look for a case that can go on, at random; else lock all
// channels in the order of their addresses and look again; else put a node on
// each channel and park with all locks held; commit starts the timers and
// unlocks. Who then finds a node claims the select by compare-and-swap on the
// result word of the leaf frame, from OPEN to the index of the case, holding
// the lock of that channel (or wheel); moves the value; and, with no lock held,
// takes the other nodes out of their queues before it makes the task runnable.
// Invariant: a select's frame stays as it is while any node of it is in a queue
// or wheel, because the winner must take each one's lock to take it out. So a
// loser, and commit between two unlocks, may still read it.
// No two selects can wait for each other: a claim needs no lock, and one that
// is not parked yet cannot be claimed.
#include "base/public.h"

#include <stdint.h>
#include <string.h>

#include "sync/chan.h"
#include "sync/claim.h"
#include "run/park.h"
#include "run/ready.h"
#include "run/choice.h"
#include "run/clock.h"
#include "run/scope.h"
#include "run/mistake.h"
#include "base/sys.h"
#include "run/task.h"

// -- choices of a set, which the program keeps -------------------------------

static_assert(sizeof(struct csp_choice) == sizeof(struct csp_case) &&
                  offsetof(struct csp_choice, ok) ==
                      offsetof(struct csp_case, ok) &&
                  offsetof(struct csp_choice, csp_value) ==
                      offsetof(struct csp_case, value),
              "a choice is a case");

static struct csp_choice choice_of(struct csp_case made)
{
    struct csp_choice choice;
    memcpy(&choice, &made, sizeof choice);
    return choice;
}

struct csp_choice csp__choice_recv(void *chan, void *value)
{
    return choice_of(csp_rt_case_recv(chan, value));
}

struct csp_choice csp__choice_send(void *chan, void *value)
{
    return choice_of(csp_rt_case_send(chan, value));
}

struct csp_choice csp_choice_after(int64_t ns)
{
    return choice_of(csp_rt_case_after(ns));
}

// -- locking -----------------------------------------------------------------

// The order of locking is kept in the nodes, which nobody uses before the
// channels are locked: entry i is the index of a case.
static unsigned order_get(struct csp_case *cases, unsigned i)
{
    return (unsigned)(uintptr_t)cases[i].node.wait.csp_words[0];
}

static void order_set(struct csp_case *cases, unsigned i, unsigned index)
{
    cases[i].node.wait.csp_words[0] = (void *)(uintptr_t)index;
}

static uintptr_t address(struct csp_case *cases, unsigned i)
{
    return (uintptr_t)cases[order_get(cases, i)].on.chan;
}

static void sift_down(struct csp_case *cases, unsigned from, unsigned n)
{
    unsigned moving = order_get(cases, from), child;
    uintptr_t key = (uintptr_t)cases[moving].on.chan;
    for (; (child = 2 * from + 1) < n; from = child) {
        if (child + 1 < n && address(cases, child + 1) > address(cases, child))
            child++;
        if (address(cases, child) <= key) break;
        order_set(cases, from, order_get(cases, child));
    }
    order_set(cases, from, moving);
}

static void heap_sort(struct csp_case *cases, unsigned n)
{
    for (unsigned i = n / 2; i-- > 0;)
        sift_down(cases, i, n);
    for (unsigned i = n; i-- > 1;) {
        unsigned largest = order_get(cases, 0);
        order_set(cases, 0, order_get(cases, i));
        order_set(cases, i, largest);
        sift_down(cases, 0, i);
    }
}

static void insertion_sort(struct csp_case *cases, unsigned n)
{
    for (unsigned i = 1; i < n; i++) {
        unsigned moving = order_get(cases, i), at = i;
        uintptr_t key = (uintptr_t)cases[moving].on.chan;
        for (; at > 0 && address(cases, at - 1) > key; at--)
            order_set(cases, at, order_get(cases, at - 1));
        order_set(cases, at, moving);
    }
}

static __attribute__((noinline)) void lock_contended(struct csp_case *c)
{
    struct chan *chan = c->on.chan;
    if (cspi_spin_wait_while(&chan->lock, &chan->refs)) return;
    c->csp_flags &= (unsigned char)~CASE_LOCKS;
    c->csp_flags |= CASE_RELEASED;
}

// Locks each channel once; the case that did has CASE_LOCKS.
static void lock_all(struct csp_case *cases, unsigned count)
{
    unsigned n = 0;
    for (unsigned i = 0; i < count; i++)
        if (cspi_case_is_channel(&cases[i])) order_set(cases, n++, i);
    if (n > 16)
        heap_sort(cases, n);
    else
        insertion_sort(cases, n);
    struct chan *last = NULL;
    for (unsigned i = 0; i < n; i++) {
        struct csp_case *c = &cases[order_get(cases, i)];
        if (c->on.chan == last) continue;
        last = c->on.chan;
        c->csp_flags |= CASE_LOCKS;
        if (!cspi_spin_try(&last->lock)) lock_contended(c);
    }
}

// While a lock of ours is left, nobody can finish the select; after the last
// unlock its frame may be gone. So each lock is given back only when the next
// one has been found. Returns the flags of all.
static unsigned unlock_all(struct csp_case *cases, unsigned count)
{
    struct chan *held = NULL;
    unsigned flags = 0;
    for (unsigned i = 0; i < count; i++) {
        flags |= cases[i].csp_flags;
        if (!(cases[i].csp_flags & CASE_LOCKS)) continue;
        struct chan *next = cases[i].on.chan;
        if (held) cspi_spin_unlock(&held->lock);
        held = next;
    }
    if (held) cspi_spin_unlock(&held->lock);
    return flags;
}

// -- choosing ----------------------------------------------------------------

static bool is_due(const struct csp_case *c)
{
    return c->kind == CSP_CASE_AFTER && c->on.ns <= 0;
}

// Tries one case; true if it happened. Its channel is locked.
static bool try_case(struct csp_case *c, struct rest *rest)
{
    enum chan_try done = CHAN_WAIT;
    if (!cspi_case_is_channel(c)) return is_due(c);
    if (c->kind == CSP_CASE_RECV)
        done = cspi_chan_try_recv(c->on.chan, c->value, rest);
    else
        done = cspi_chan_try_send(c->on.chan, c->value, rest);
    c->ok = done == CHAN_DONE;
    return done != CHAN_WAIT;
}

static bool may_happen(const struct csp_case *c)
{
    if (!cspi_case_is_channel(c)) return is_due(c);
    return c->kind == CSP_CASE_RECV ? cspi_chan_may_recv(c->on.chan)
                                    : cspi_chan_may_send(c->on.chan);
}

// The same as try_case where nothing is locked; false, too, if the channel was
// released, which is told when all are locked.
static bool try_alone(struct csp_case *c, struct rest *rest)
{
    struct chan *chan = c->on.chan;
    if (!cspi_case_is_channel(c)) return true; // due, or it would not be tried
    if (!cspi_chan_lock(chan)) return false;
    bool happened = try_case(c, rest);
    cspi_spin_unlock(&chan->lock);
    return happened;
}

// Draws from the cases that may happen until one does, so that each of those
// that are ready is as likely. The words of the order of locking hold those
// that are left.
static int choose_random(struct worker *w, struct csp_case *cases,
                         unsigned count, bool locked, struct rest *rest)
{
    unsigned n = 0;
    for (unsigned i = 0; i < count; i++)
        if (may_happen(&cases[i])) order_set(cases, n++, i);
    while (n > 0) {
        unsigned k = n > 1 ? cspi_choose(w, n) : 0;
        unsigned tried = order_get(cases, k);
        order_set(cases, k, order_get(cases, --n));
        struct csp_case *c = &cases[tried];
        if (locked ? try_case(c, rest) : try_alone(c, rest)) return (int)tried;
    }
    return -1;
}

static int choose_from(struct csp_case *cases, unsigned count, unsigned i,
                       struct rest *rest)
{
    for (unsigned n = 0; n < count; n++, i++) {
        if (i == count) i = 0;
        if (try_case(&cases[i], rest)) return (int)i;
    }
    return -1;
}

// The case that can go on now, done; or -1.
static int choose(struct worker *w, struct csp_case *cases, unsigned count,
                  int flags, struct rest *rest)
{
    if (count == 0) return -1;
    if (flags & CSP_SELECT_ORDERED) return choose_from(cases, count, 0, rest);
    if (flags & CSP_SELECT_FAIR)
        return choose_from(cases, count, cspi_claim_start(w, cases, count),
                           rest);
    return choose_random(w, cases, count, true, rest);
}

// -- waiting -----------------------------------------------------------------

// Only the earliest deadline is waited for: it is the one that can happen.
// `value` of that case becomes the wheel, of the others NULL.
static void arm(struct worker *w, struct csp_case *cases, unsigned count)
{
    struct csp_case *earliest = NULL;
    csp_i64 ns = 0;
    for (unsigned i = 0; i < count; i++) {
        if (cases[i].kind != CSP_CASE_AFTER) continue;
        if (!earliest || cases[i].on.ns < ns) {
            earliest = &cases[i];
            ns = earliest->on.ns;
        }
        cases[i].value = NULL;
    }
    if (!earliest) return;
    struct timer *timer = cspi_case_timer(earliest);
    *timer = (struct timer){.deadline = cspi_clock_deadline(ns),
                            .who = (uintptr_t)w->task | TIMER_SELECT};
    earliest->value = &w->wheel;
}

static void enqueue(struct worker *w, struct csp_case *cases, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        struct csp_case *c = &cases[i];
        if (i > 0) c->csp_index = i;
        if (!cspi_case_is_channel(c)) continue;
        cspi_case_waiter(c)->who = (uintptr_t)w->task | WAITER_SELECT;
        cspi_case_waiter(c)->value = c->value;
        cspi_queue_add(cspi_case_queue(c), cspi_case_waiter(c));
        c->csp_queued = 1;
    }
}

static __attribute__((noinline, noreturn)) void
stop_released(struct task *task, struct csp_case *cases, unsigned count)
{
    unlock_all(cases, count);
    cspi_mistake_after_main();
    cspi_mistake_task(task, cspi_claim_released);
}

// Starts the timer, too.
static bool open_scoped(struct task *task, struct csp_case *timed)
{
    return timed ? cspi_timer_add_if(cspi_case_wheel(timed),
                                     cspi_case_timer(timed), cspi_scope_open,
                                     task)
                 : cspi_scope_open(task);
}

// Starting the timer is the last act if there is no channel.
static void commit_select(struct worker *w, struct task *task, void *arg)
{
    struct csp_case *cases = arg;
    unsigned count = cases->csp_index, flags = 0;
    struct csp_case *timed = NULL;
    for (struct csp_case *c = cases; c < cases + count; c++) {
        if (cspi_case_wheel(c)) timed = c;
        flags |= c->csp_flags;
    }
    if (flags & CASE_RELEASED) stop_released(task, cases, count);
    if (cspi_task_is_scoped(task) && !open_scoped(task, timed)) {
        unlock_all(cases, count);
        cspi_claim_undo(cases);
        cspi_scope_undone(w, task);
        return;
    }
    if (timed && !cspi_task_is_scoped(task))
        cspi_timer_add(cspi_case_wheel(timed), cspi_case_timer(timed));
    if (flags & CASE_LOCKS) unlock_all(cases, count);
}

static int wait_for(struct worker *w, struct csp_frame *frame,
                    struct csp_case *cases, unsigned count)
{
    frame->result = OPEN;
    arm(w, cases, count);
    enqueue(w, cases, count);
    return cspi_park_on(
        w, frame,
        (struct wait){.state = TASK_SELECT,
                      .on = count > 0 ? cases : NULL,
                      .commit = count > 0 ? commit_select : cspi_commit_nothing,
                      .arg = cases});
}

static void note_closed(struct worker *w, const struct csp_case *chosen)
{
    if (cspi_case_is_channel(chosen) && !chosen->ok)
        cspi_task_set_why(w->task, CSP_ECLOSED);
}

static int select_locked(struct worker *w, struct csp_frame *frame,
                         struct csp_case *cases, unsigned count, int flags)
{
    struct rest rest;
    cspi_rest_init(&rest);
    for (unsigned i = 0; i < count; i++)
        cases[i].csp_flags = cases[i].csp_queued = 0;
    lock_all(cases, count);
    int chosen = choose(w, cases, count, flags, &rest);
    if (chosen < 0 && !(flags & CSP_SELECT_DEFAULT)) {
        if (count > 0) {
            cases[0].csp_index = count;
            cases[0].csp_flags |= CASE_FIRST;
            if (flags & CSP_SELECT_FAIR) cases[0].csp_flags |= CASE_FAIR;
        }
        return wait_for(w, frame, cases, count);
    }
    if (unlock_all(cases, count) & CASE_RELEASED)
        return cspi_mistake_released(w, frame, cspi_claim_released);
    cspi_rest_do(w, &rest);
    if (chosen >= 0 && flags & CSP_SELECT_FAIR)
        cspi_claim_remember(cases, (unsigned)chosen);
    if (chosen >= 0) note_closed(w, &cases[chosen]);
    return cspi_ready_complete(w, frame, chosen < 0 ? (int)count : chosen);
}

// First a look without locks. A case that then happens under the lock of its
// channel alone is a right choice: it was ready at that moment, this select
// waits nowhere yet, so nobody else can claim it, and its other cases have
// left no trace. That no case can go on is never concluded here, whatever the
// hints say: for that all must be locked at one moment, or `default` could be
// taken while at each moment one of the cases was ready. Ordered and fair
// selects want a certain case of several, which needs one moment too.
int csp_rt_select(struct csp_worker *worker, struct csp_frame *frame,
                  struct csp_case *cases, int count, int flags)
{
    struct worker *w = cspi_worker(worker);
    unsigned n = count > 0 ? (unsigned)count : 0;
    if (cspi_scope_fails(w)) return cspi_ready_complete(w, frame, CSP_ENDED);
    if (!(flags & (CSP_SELECT_ORDERED | CSP_SELECT_FAIR))) {
        struct rest rest;
        cspi_rest_init(&rest);
        int chosen = choose_random(w, cases, n, false, &rest);
        if (chosen >= 0) {
            cspi_rest_do(w, &rest);
            note_closed(w, &cases[chosen]);
            return cspi_ready_complete(w, frame, chosen);
        }
    }
    return select_locked(w, frame, cases, n, flags);
}
