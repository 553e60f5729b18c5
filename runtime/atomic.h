// SPDX-License-Identifier: MIT
// atomic.h: the few atomic idioms of the runtime, by name.
//
// Only C11 atomics: no stand-alone fence anywhere, because ThreadSanitizer does
// not see one. Where a store must be ordered before a later load (parking),
// both sides use sequentially consistent operations on the words themselves.
#ifndef CSP_RUNTIME_ATOMIC_H
#define CSP_RUNTIME_ATOMIC_H

#include <stdatomic.h>
#include <stdbool.h>

// Tells the processor that this thread waits for another one.
static inline void cspi_pause(void)
{
#if defined __x86_64__ || defined __i386__
    __builtin_ia32_pause();
#elif defined __aarch64__
    __asm__ volatile("yield");
#endif
}

// A lock for a few dozen instructions. Its holder never waits for anything but
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
    return !atomic_exchange_explicit(&lock->word, 1, memory_order_acquire);
}

static inline void cspi_spin_lock(struct spin *lock)
{
    if (!cspi_spin_try(lock)) cspi_spin_wait(lock);
}

static inline void cspi_spin_unlock(struct spin *lock)
{
    atomic_store_explicit(&lock->word, 0, memory_order_release);
}

// A counter that only its owner writes and anybody may read; who reads it with
// acquire sees what came before.
static inline void cspi_count(atomic_ulong *counter)
{
    unsigned long n = atomic_load_explicit(counter, memory_order_relaxed);
    atomic_store_explicit(counter, n + 1, memory_order_release);
}

#endif
