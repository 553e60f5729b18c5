// SPDX-License-Identifier: MIT
// inject.c: an intrusive list and its length behind one lock.
//
// Invariant: the length is never below what a pusher has finished pushing, so
// a zero read after rt.state was changed means that the queue was empty.
#include "run/inject.h"

#include <stddef.h>

#include "base/spin.h"
#include "run/task.h"

static struct {
    struct spin lock;
    struct task *first, *last;
    atomic_uint length; // written under the lock, read by anybody
} queue;

void cspi_inject(struct task *first, struct task *last, unsigned n)
{
    cspi_task_set_link(last, NULL);
    cspi_spin_lock(&queue.lock);
    if (queue.last)
        cspi_task_set_link(queue.last, first);
    else
        queue.first = first;
    queue.last = last;
    atomic_fetch_add(&queue.length, n);
    cspi_spin_unlock(&queue.lock);
}

unsigned cspi_inject_take(unsigned most, struct task **first)
{
    if (atomic_load_explicit(&queue.length, memory_order_relaxed) == 0)
        return 0;
    cspi_spin_lock(&queue.lock);
    unsigned n = 0;
    struct task *last = NULL;
    *first = queue.first;
    while (n < most && queue.first) {
        last = queue.first;
        queue.first = cspi_task_link(last);
        n++;
    }
    if (last) cspi_task_set_link(last, NULL);
    if (!queue.first) queue.last = NULL;
    atomic_fetch_sub(&queue.length, n);
    cspi_spin_unlock(&queue.lock);
    return n;
}

unsigned cspi_inject_length(void)
{
    return atomic_load(&queue.length);
}
