// SPDX-License-Identifier: MIT
// spin.h: a lock for a few dozen instructions.
#ifndef CSP_RUNTIME_SPIN_H
#define CSP_RUNTIME_SPIN_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/bias.h"

// Its holder never waits for anything but
// another spin lock further down the lock order (rt.h).
struct spin {
    atomic_uint word; // 1: held. Exchange (acquire) pairs with store (release)
};

// Waits for the lock: spins a little, then gives its time slice away, then
// sleeps, so that a preempted holder gets to run.
void cspi_spin_wait(struct spin *lock);
// The same; false, without the lock, when *alive is 0 meanwhile.
bool cspi_spin_wait_while(struct spin *lock, const atomic_uint *alive);

static inline bool cspi_spin_try(struct spin *lock)
{
    cspi_bias_here();
    return !atomic_exchange_explicit(&lock->word, 1, memory_order_acquire);
}

// The same for a lock that only the runtime takes, or emitted code of a worker:
// without a locked instruction while this worker is alone. See bias.c.
static inline bool cspi_spin_try_own(struct spin *lock)
{
    struct csp_worker *self = cspi_bias_self;
    if (!self || !csp_rt_begin_alone(self)) return cspi_spin_try(lock);
    bool is_free = !atomic_load_explicit(&lock->word, memory_order_acquire);
    if (is_free) atomic_store_explicit(&lock->word, 1, memory_order_relaxed);
    csp_rt_end_alone(self);
    return is_free;
}

// One of the two, for who does not go on to wait if it fails: no order binds
// him.
static inline bool cspi_spin_if_free(struct spin *lock, bool own)
{
    return own ? cspi_spin_try_own(lock) : cspi_spin_try(lock);
}

// For who looks at a program that stands still: who has the lock may be what is
// looked at, so it may never become free. False, after a while: without it.
bool cspi_spin_lock_if_free(struct spin *lock);
bool cspi_mutex_lock_if_free(pthread_mutex_t *lock);

static inline void cspi_spin_lock(struct spin *lock)
{
    if (!cspi_spin_try(lock)) cspi_spin_wait(lock);
}

static inline void cspi_spin_lock_own(struct spin *lock)
{
    if (!cspi_spin_try_own(lock)) cspi_spin_wait(lock);
}

static inline void cspi_spin_unlock(struct spin *lock)
{
    atomic_store_explicit(&lock->word, 0, memory_order_release);
}

#endif
