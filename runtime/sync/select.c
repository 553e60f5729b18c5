// SPDX-License-Identifier: MIT
// select.c: guarded choice.
//
// The protocol: look for a case that can go on, at random; else lock all
// channels, in the order of their addresses unless all are free at once, and
// look again; else put a node on
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

#include "base/race.h"
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

// -- looking -----------------------------------------------------------------

static bool is_due(const struct csp_case *c)
{
    return c->kind == CSP_CASE_AFTER && c->on.ns <= 0;
}

// For a case of this kind.
static inline bool chan_is_ready(const struct chan *c, unsigned kind)
{
    return kind == CSP_CASE_RECV ? cspi_chan_may_recv(c)
                                 : cspi_chan_may_send(c);
}

static inline bool may_happen(const struct csp_case *c)
{
    unsigned kind = c->kind;
    if (__builtin_expect(kind == CSP_CASE_AFTER, 0)) return is_due(c);
    return c->on.chan && chan_is_ready(c->on.chan, kind);
}

// -- locking -----------------------------------------------------------------

// The order of locking is kept in the nodes, which nobody uses before the
// channels are locked: entry i, in the i-th node, is a case.
static inline struct csp_case *
order_get(const struct csp_case *cases, unsigned i)
{
    return (struct csp_case *)cases[i].node.wait.csp_who;
}

static inline void
order_set(struct csp_case *cases, unsigned i, const struct csp_case *c)
{
    cases[i].node.wait.csp_who = (uintptr_t)c;
}

static inline uintptr_t address(const struct csp_case *cases, unsigned i)
{
    return (uintptr_t)order_get(cases, i)->on.chan;
}

static void sift_down(struct csp_case *cases, unsigned from, unsigned n)
{
    struct csp_case *moving = order_get(cases, from);
    uintptr_t key = (uintptr_t)moving->on.chan;
    for (unsigned child; (child = 2 * from + 1) < n; from = child) {
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
        struct csp_case *largest = order_get(cases, 0);
        order_set(cases, 0, order_get(cases, i));
        order_set(cases, i, largest);
        sift_down(cases, 0, i);
    }
}

static void insertion_sort(struct csp_case *cases, unsigned n)
{
    for (unsigned i = 1; i < n; i++) {
        struct csp_case *moving = order_get(cases, i);
        uintptr_t key = (uintptr_t)moving->on.chan;
        unsigned at = i;
        for (; at > 0 && address(cases, at - 1) > key; at--)
            order_set(cases, at, order_get(cases, at - 1));
        order_set(cases, at, moving);
    }
}

// What is known once all channels are locked.
struct held {
    unsigned channels; // cases of one
    bool ready;        // a case may happen
    bool released;     // a channel may not be used any more
    bool failed;       // they are not locked
};

// While a lock of ours is left, nobody can finish the select; after the last
// unlock its frame may be gone. So each lock is given back only when the next
// one has been found.
static inline void unlock_all(struct csp_case *cases, unsigned count)
{
    struct chan *held = NULL;
    for (unsigned i = 0; i < count; i++) {
        struct csp_case *c = &cases[i];
        if (!(c->csp_flags & CASE_LOCKS)) continue;
        struct chan *next = c->on.chan;
        if (held) cspi_spin_unlock(&held->lock);
        held = next;
    }
    if (held) cspi_spin_unlock(&held->lock);
}

static __attribute__((noinline)) bool lock_contended(struct csp_case *c)
{
    struct chan *chan = c->on.chan;
    if (cspi_spin_wait_while(&chan->lock, &chan->refs)) return true;
    c->csp_flags = 0;
    return false;
}

// Waits for the locks, so it takes them in order; each channel's once.
static __attribute__((noinline)) struct held
lock_in_order(struct csp_case *cases, unsigned count)
{
    struct held held = {0};
    unsigned n = 0;
    for (unsigned i = 0; i < count; i++)
        if (cspi_case_is_channel(&cases[i])) order_set(cases, n++, &cases[i]);
    if (n > 16)
        heap_sort(cases, n);
    else
        insertion_sort(cases, n);
    struct chan *last = NULL;
    for (unsigned i = 0; i < n; i++) {
        struct csp_case *c = order_get(cases, i);
        if (c->on.chan == last) continue;
        last = c->on.chan;
        c->csp_flags = CASE_LOCKS;
        if (!cspi_chan_try_lock(last) && !lock_contended(c))
            held.released = true;
    }
    held.channels = n;
    held.ready = true; // perhaps
    return held;
}

// Without waiting: that needs no order. Fails where somebody has a lock, be it
// this select, for another case.
static inline struct held try_locks(struct csp_case *cases, unsigned count)
{
    unsigned others = 0;
    bool ready = false;
    for (unsigned i = 0; i < count; i++) {
        struct csp_case *c = &cases[i];
        struct chan *chan = c->on.chan;
        unsigned kind = c->kind;
        c->csp_flags = c->csp_queued = 0;
        if (__builtin_expect(kind == CSP_CASE_AFTER || !chan, 0)) {
            others++;
            ready |= is_due(c);
            continue;
        }
        if (!cspi_spin_if_free(&chan->lock, cspi_chan_is_own(chan))) {
            unlock_all(cases, (unsigned)(c - cases));
            return (struct held){.failed = true};
        }
        c->csp_flags = CASE_LOCKS;
        ready |= chan_is_ready(chan, kind);
    }
    return (struct held){.channels = count - others, .ready = ready};
}

// The case that locks a channel has CASE_LOCKS.
static inline struct held lock_all(struct csp_case *cases, unsigned count)
{
    struct held held = try_locks(cases, count);
    if (!held.failed) return held;
    for (unsigned i = 0; i < count; i++)
        cases[i].csp_flags = cases[i].csp_queued = 0;
    return lock_in_order(cases, count);
}

// -- choosing ----------------------------------------------------------------

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

// Which locks: those of all cases are held already, or each is taken alone.
enum hold { HOLD_ALL, HOLD_ONE };

// Draws from the cases that may happen until one does, so that each of those
// that are ready is as likely. The words of the order of locking hold those
// that are left.
static int choose_random(struct worker *w, struct csp_case *cases,
                         unsigned count, enum hold hold, struct rest *rest)
{
    unsigned n = 0;
    for (unsigned i = 0; i < count; i++)
        if (may_happen(&cases[i])) order_set(cases, n++, &cases[i]);
    while (n > 0) {
        unsigned k = n > 1 ? cspi_choose(w, n) : 0;
        struct csp_case *c = order_get(cases, k);
        order_set(cases, k, order_get(cases, --n));
        if (hold == HOLD_ALL ? try_case(c, rest) : try_alone(c, rest))
            return (int)(c - cases);
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
    if (flags & CSP_SELECT_ORDERED) return choose_from(cases, count, 0, rest);
    if (flags & CSP_SELECT_FAIR)
        return choose_from(cases, count, cspi_claim_start(w, cases, count),
                           rest);
    return choose_random(w, cases, count, HOLD_ALL, rest);
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
    uintptr_t who = (uintptr_t)w->task | WAITER_SELECT | WAITER_AT;
    struct csp_case *c = cases;
    for (unsigned i = 0; i < count; i++, c++) {
        c->csp_index = i ? i : count;
        if (!cspi_case_is_channel(c)) continue;
        if (c->kind == CSP_CASE_SEND)
            cspi_race_read(c->value, ((struct chan *)c->on.chan)->elem_bytes);
        cspi_case_waiter(c)->value = c->value;
        cspi_case_waiter(c)->who = who;
        cspi_queue_add(cspi_case_queue(c), cspi_case_waiter(c));
        c->csp_queued = 1;
    }
}

// Starts the timer, too.
static bool open_scoped(struct task *task, struct csp_case *timed)
{
    return timed ? cspi_timer_add_if(cspi_case_wheel(timed),
                                     cspi_case_timer(timed), cspi_scope_open,
                                     task)
                 : cspi_scope_open(task);
}

static struct csp_case *timed_of(struct csp_case *cases, unsigned count)
{
    if (!(cases->csp_flags & CASE_TIMED)) return NULL;
    for (struct csp_case *c = cases; c < cases + count; c++)
        if (cspi_case_wheel(c)) return c;
    return NULL;
}

// Starting the timer is the last act if there is no channel.
static void commit_select(struct worker *w, struct task *task, void *arg)
{
    struct csp_case *cases = arg;
    unsigned count = cases->csp_index;
    struct csp_case *timed = timed_of(cases, count);
    bool locks = cases->csp_flags & CASE_LOCKED;
    if (cspi_task_is_scoped(task) && !open_scoped(task, timed)) {
        unlock_all(cases, count);
        cspi_claim_undo(cases);
        cspi_scope_undone(w, task);
        return;
    }
    if (timed && !cspi_task_is_scoped(task))
        cspi_timer_add(cspi_case_wheel(timed), cspi_case_timer(timed));
    if (locks) unlock_all(cases, count);
}

static unsigned first_flags(struct held held, unsigned count, int flags)
{
    unsigned first = CASE_FIRST;
    if (held.channels > 0) first |= CASE_LOCKED;
    if (held.channels < count) first |= CASE_TIMED;
    if (flags & CSP_SELECT_FAIR) first |= CASE_FAIR;
    return first;
}

static int wait_for(struct worker *w, struct csp_frame *frame,
                    struct csp_case *cases, unsigned count, unsigned flags)
{
    frame->result = OPEN;
    if (count > 0) cases[0].csp_flags |= (unsigned char)flags;
    if (flags & CASE_TIMED) arm(w, cases, count);
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
    struct held held = lock_all(cases, count);
    if (held.released) {
        unlock_all(cases, count);
        return cspi_mistake_released(w, frame, cspi_claim_released);
    }
    int chosen = held.ready ? choose(w, cases, count, flags, &rest) : -1;
    if (chosen < 0 && !(flags & CSP_SELECT_DEFAULT))
        return wait_for(w, frame, cases, count,
                        first_flags(held, count, flags));
    unlock_all(cases, count);
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
static inline __attribute__((always_inline)) int
select_first(struct worker *w, struct csp_frame *frame, struct csp_case *cases,
             unsigned n, int flags)
{
    if (!(flags & (CSP_SELECT_ORDERED | CSP_SELECT_FAIR))) {
        struct rest rest;
        cspi_rest_init(&rest);
        int chosen = choose_random(w, cases, n, HOLD_ONE, &rest);
        if (chosen >= 0) {
            cspi_rest_do(w, &rest);
            note_closed(w, &cases[chosen]);
            return cspi_ready_complete(w, frame, chosen);
        }
    }
    return select_locked(w, frame, cases, n, flags);
}

// The floor is raised. Of a channel nothing is read once its case has happened:
// others may have released it.
static __attribute__((noinline)) int
select_asked(struct worker *w, struct csp_frame *frame, struct csp_case *cases,
             unsigned n, int flags)
{
    if (cspi_scope_asked(w)) return cspi_ready_complete(w, frame, CSP_ENDED);
    int result = select_first(w, frame, cases, n, flags);
    int chosen = result == CSP_YIELDED ? frame->result : result;
    if (w->told && chosen >= 0 && chosen < (int)n &&
        cspi_case_is_channel(&cases[chosen]))
        cspi_trace_operation(w, CSP_TRACE_OP_SELECT, cases[chosen].on.chan, 0,
                             0);
    return result;
}

int csp_rt_select(struct csp_worker *worker, struct csp_frame *frame,
                  struct csp_case *cases, int count, int flags)
{
    struct worker *w = cspi_worker(worker);
    unsigned n = count > 0 ? (unsigned)count : 0;
    cspi_race_call();
    if (cspi_scope_asks(w)) return select_asked(w, frame, cases, n, flags);
    return select_first(w, frame, cases, n, flags);
}
