// SPDX-License-Identifier: MIT
// deque.h: a worker's own bounded queue of runnable tasks, that others steal
// from. Of workers it knows whether its own is alone; may be tested by itself.
#ifndef CSP_RUNTIME_DEQUE_H
#define CSP_RUNTIME_DEQUE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/bias.h"

struct task;

enum { DEQUE_SIZE = 256 }; // a power of two

struct deque {
    // Next to be taken, by the owner or a thief: compare-and-swap (release)
    // pairs with the owner's load (acquire) before it reuses a slot.
    atomic_uint head;
    // Next free slot; only the owner writes. Its store (release) pairs with
    // the thief's load (acquire): the task is complete before it is seen.
    atomic_uint tail;
    struct csp_worker *owner; // while it is alone, there are no thieves
    bool alone;               // constant: there never are
    _Atomic(struct task *) slots[DEQUE_SIZE];
};

// Owner. False when full.
bool cspi_deque_push(struct deque *deque, struct task *task);
// Owner. The oldest task, or NULL.
struct task *cspi_deque_pop(struct deque *deque);
// Anybody. The oldest task, or NULL; for when no deque is `alone`.
struct task *cspi_deque_take(struct deque *victim);
// Owner. Takes the older half out; returns how many, 0 if thieves were faster.
unsigned
cspi_deque_take_half(struct deque *deque, struct task *taken[DEQUE_SIZE / 2]);
// Owner. n tasks through their links, for which there is room.
void cspi_deque_push_list(struct deque *deque, struct task *first, unsigned n);
// Owner of `mine`, which is empty. Moves half of the victim's tasks, rounded
// up, and returns one of them; NULL when there was nothing.
struct task *cspi_deque_steal(struct deque *victim, struct deque *mine);
// Owner, where no thieves exist: all tasks, the oldest first, and how many; and
// one of them is taken out.
unsigned cspi_deque_list(struct deque *deque, struct task *tasks[DEQUE_SIZE]);
void cspi_deque_remove(struct deque *deque, const struct task *task);
// Anybody; a hint. Sequentially consistent: parking relies on it (sleep.c).
unsigned cspi_deque_length(struct deque *deque);

#endif
