// SPDX-License-Identifier: MIT
// timer.c: a radix heap: buckets by the highest bit in which a deadline differs
// from `past`.
//
// Why not a heap in an array: that needs memory when a task goes to sleep, and
// waiting must not be able to fail. Here a timer is four words in the frame,
// adding and removing cost O(1), and each timer moves down at most 63 buckets
// in its life, usually two or three. It works because time is monotone: past
// only grows, to the deadline of a timer that is due, or to now if a bucket was
// looked through in vain: the next look does not come that far, for new timers
// then go to buckets below. The buckets above stay right, because now lies
// between past and the earliest deadline, which share the upper bits.
// Invariant: bucket 0 holds what is due at `past`; a timer in bucket b > 0
// differs from past first in bit b - 1, counted from below, so all of bucket b
// comes before all of bucket b + 1. Who removes a timer from a wheel, under
// its lock, is the one who may act on it.
#include "run/timer.h"

#include <stddef.h>

static unsigned bucket_of(const struct wheel *wheel, int64_t deadline)
{
    if (deadline <= wheel->past) return 0;
    uint64_t differing = (uint64_t)deadline ^ (uint64_t)wheel->past;
    return 64 - (unsigned)__builtin_clzll(differing);
}

static void insert(struct wheel *wheel, struct timer *timer)
{
    unsigned b = bucket_of(wheel, timer->deadline);
    struct timer *first = wheel->bucket[b];
    if (!first) {
        wheel->bucket[b] = timer->next = timer->prev = timer;
        wheel->occupied |= (uint64_t)1 << b;
        wheel->earliest[b] = timer->deadline;
        return;
    }
    timer->next = first;
    timer->prev = first->prev;
    first->prev->next = timer;
    first->prev = timer;
    if (timer->deadline < wheel->earliest[b])
        wheel->earliest[b] = timer->deadline;
}

static void take_out(struct wheel *wheel, unsigned b, struct timer *timer)
{
    if (timer->next == timer) {
        wheel->bucket[b] = NULL;
        wheel->occupied &= ~((uint64_t)1 << b);
    } else {
        timer->next->prev = timer->prev;
        timer->prev->next = timer->next;
        if (wheel->bucket[b] == timer) wheel->bucket[b] = timer->next;
    }
    timer->next = NULL;
    if (!wheel->occupied)
        atomic_store_explicit(&wheel->used, 0, memory_order_relaxed);
}

void cspi_wheel_lock(struct wheel *wheel)
{
    cspi_spin_lock_own(&wheel->lock);
}

void cspi_wheel_unlock(struct wheel *wheel)
{
    cspi_spin_unlock(&wheel->lock);
}

void cspi_timer_insert(struct wheel *wheel, struct timer *timer)
{
    insert(wheel, timer);
    atomic_store_explicit(&wheel->used, 1, memory_order_relaxed);
}

void cspi_timer_add(struct wheel *wheel, struct timer *timer)
{
    cspi_spin_lock_own(&wheel->lock);
    cspi_timer_insert(wheel, timer);
    cspi_spin_unlock(&wheel->lock);
}

bool cspi_timer_add_if(struct wheel *wheel, struct timer *timer,
                       bool (*open)(struct task *task), struct task *task)
{
    cspi_spin_lock_own(&wheel->lock);
    bool added = open(task);
    if (added) cspi_timer_insert(wheel, timer);
    cspi_spin_unlock(&wheel->lock);
    return added;
}

bool cspi_timer_remove(struct wheel *wheel, struct timer *timer)
{
    cspi_spin_lock_own(&wheel->lock);
    bool waits = timer->next;
    if (waits) take_out(wheel, bucket_of(wheel, timer->deadline), timer);
    cspi_spin_unlock(&wheel->lock);
    return waits;
}

// The exact earliest deadline of a bucket that is not empty.
static int64_t scan(struct wheel *wheel, unsigned b)
{
    struct timer *first = wheel->bucket[b];
    int64_t earliest = first->deadline;
    for (struct timer *t = first->next; t != first; t = t->next)
        if (t->deadline < earliest) earliest = t->deadline;
    wheel->earliest[b] = earliest;
    return earliest;
}

static void redistribute(struct wheel *wheel, unsigned b)
{
    struct timer *timer = wheel->bucket[b];
    timer->prev->next = NULL;
    wheel->bucket[b] = NULL;
    wheel->occupied &= ~((uint64_t)1 << b);
    for (struct timer *next; timer; timer = next) {
        next = timer->next;
        insert(wheel, timer);
    }
}

// Never back: another thread may have looked at the clock later than we did.
static void move_past(struct wheel *wheel, int64_t to)
{
    if (to > wheel->past) wheel->past = to;
}

void cspi_wheel_advance(struct wheel *wheel, int64_t now,
                        void (*fire)(struct timer *timer, void *arg), void *arg)
{
    cspi_spin_lock_own(&wheel->lock);
    while (wheel->occupied) {
        unsigned b = (unsigned)__builtin_ctzll(wheel->occupied);
        if (b == 0) {
            struct timer *due = wheel->bucket[0];
            take_out(wheel, 0, due);
            fire(due, arg);
            continue;
        }
        // A removed timer may have left the bound too low: look twice.
        if (wheel->earliest[b] > now) break;
        int64_t earliest = scan(wheel, b);
        move_past(wheel, earliest < now ? earliest : now);
        if (bucket_of(wheel, earliest) != b) redistribute(wheel, b);
        if (earliest > now) break;
    }
    if (!wheel->occupied) move_past(wheel, now);
    cspi_spin_unlock(&wheel->lock);
}

int64_t cspi_wheel_next(struct wheel *wheel)
{
    int64_t next = CSPI_NEVER;
    cspi_spin_lock_own(&wheel->lock);
    if (wheel->occupied)
        next = wheel->earliest[__builtin_ctzll(wheel->occupied)];
    cspi_spin_unlock(&wheel->lock);
    return next;
}
