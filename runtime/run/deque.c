// SPDX-License-Identifier: MIT
// deque.c: ring of 256 tasks with one producer and many takers (Go, tokio).
//
// Invariant: head <= tail <= head + 256, as unsigned differences; slots between
// them hold tasks. Only the owner moves tail; head moves by compare-and-swap,
// so every task is taken once. The push is sequentially consistent when there
// are other workers: it comes before the look at the idle ones (sleep.c). While
// the owner is alone (bias.c), the others have gone to sleep before, and who
// awakes sees the push.
#include "run/deque.h"

#include <stddef.h>

#include "run/task.h"

static unsigned load_relaxed(atomic_uint *word)
{
    return atomic_load_explicit(word, memory_order_relaxed);
}

static struct task *slot_get(struct deque *d, unsigned at)
{
    return atomic_load_explicit(&d->slots[at % DEQUE_SIZE],
                                memory_order_relaxed);
}

static void slot_set(struct deque *d, unsigned at, struct task *task)
{
    atomic_store_explicit(&d->slots[at % DEQUE_SIZE], task,
                          memory_order_relaxed);
}

// No thief is there, nor will one come before end().
static bool begin(struct deque *d)
{
    return d->alone || csp_rt_begin_alone(d->owner);
}

static void end(struct deque *d)
{
    csp_rt_end_alone(d->owner);
}

bool cspi_deque_push(struct deque *d, struct task *task)
{
    unsigned head = atomic_load_explicit(&d->head, memory_order_acquire);
    unsigned tail = load_relaxed(&d->tail);
    if (tail - head >= DEQUE_SIZE) return false;
    slot_set(d, tail, task);
    if (begin(d)) {
        atomic_store_explicit(&d->tail, tail + 1, memory_order_release);
        end(d);
    } else {
        atomic_store(&d->tail, tail + 1);
    }
    return true;
}

static bool head_move(struct deque *d, unsigned *head, unsigned to)
{
    return atomic_compare_exchange_weak_explicit(
        &d->head, head, to, memory_order_acq_rel, memory_order_acquire);
}

static struct task *pop_alone(struct deque *d)
{
    unsigned head = load_relaxed(&d->head);
    if (head == load_relaxed(&d->tail)) return NULL;
    atomic_store_explicit(&d->head, head + 1, memory_order_relaxed);
    return slot_get(d, head);
}

struct task *cspi_deque_pop(struct deque *d)
{
    if (begin(d)) {
        struct task *task = pop_alone(d);
        end(d);
        return task;
    }
    return cspi_deque_take(d);
}

void cspi_deque_push_list(struct deque *d, struct task *first, unsigned n)
{
    unsigned tail = load_relaxed(&d->tail);
    for (struct task *task = first; n > 0; n--, task = cspi_task_link(task))
        slot_set(d, tail++, task);
    atomic_store(&d->tail, tail);
}

unsigned
cspi_deque_take_half(struct deque *d, struct task *taken[DEQUE_SIZE / 2])
{
    unsigned head = atomic_load_explicit(&d->head, memory_order_acquire);
    unsigned n = (load_relaxed(&d->tail) - head) / 2;
    if (n == 0) return 0;
    for (unsigned i = 0; i < n; i++)
        taken[i] = slot_get(d, head + i);
    return head_move(d, &head, head + n) ? n : 0;
}

// Copies before it claims: a slot that the owner reuses meanwhile is a copy
// that the failing compare-and-swap throws away.
static unsigned grab_half(struct deque *victim, struct deque *mine, unsigned at)
{
    unsigned head = atomic_load_explicit(&victim->head, memory_order_acquire);
    for (;;) {
        unsigned tail =
            atomic_load_explicit(&victim->tail, memory_order_acquire);
        unsigned n = tail - head;
        n -= n / 2;
        if (n == 0) return 0;
        if (n > DEQUE_SIZE / 2) { // head moved between the two loads
            head = atomic_load_explicit(&victim->head, memory_order_acquire);
            continue;
        }
        for (unsigned i = 0; i < n; i++)
            slot_set(mine, at + i, slot_get(victim, head + i));
        if (atomic_compare_exchange_strong_explicit(
                &victim->head, &head, head + n, memory_order_acq_rel,
                memory_order_acquire))
            return n;
    }
}

struct task *cspi_deque_steal(struct deque *victim, struct deque *mine)
{
    unsigned tail = load_relaxed(&mine->tail);
    unsigned n = grab_half(victim, mine, tail);
    if (n == 0) return NULL;
    struct task *task = slot_get(mine, tail + n - 1);
    if (n > 1) atomic_store(&mine->tail, tail + n - 1);
    return task;
}

struct task *cspi_deque_take(struct deque *victim)
{
    unsigned head = atomic_load_explicit(&victim->head, memory_order_acquire);
    for (;;) {
        unsigned tail =
            atomic_load_explicit(&victim->tail, memory_order_acquire);
        if (head == tail) return NULL;
        struct task *task = slot_get(victim, head);
        if (head_move(victim, &head, head + 1)) return task;
    }
}

unsigned cspi_deque_list(struct deque *d, struct task *tasks[DEQUE_SIZE])
{
    unsigned head = load_relaxed(&d->head), n = load_relaxed(&d->tail) - head;
    for (unsigned i = 0; i < n; i++)
        tasks[i] = slot_get(d, head + i);
    return n;
}

void cspi_deque_remove(struct deque *d, const struct task *task)
{
    unsigned head = load_relaxed(&d->head), at = head;
    while (slot_get(d, at) != task)
        at++;
    for (; at != head; at--)
        slot_set(d, at, slot_get(d, at - 1));
    atomic_store_explicit(&d->head, head + 1, memory_order_relaxed);
}

unsigned cspi_deque_length(struct deque *d)
{
    unsigned head = atomic_load(&d->head);
    unsigned n = atomic_load(&d->tail) - head;
    return n > DEQUE_SIZE ? DEQUE_SIZE : n;
}
