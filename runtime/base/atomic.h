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

// A counter that only its owner writes and anybody may read; who reads it with
// acquire sees what came before.
static inline void cspi_count(atomic_ulong *counter)
{
    unsigned long n = atomic_load_explicit(counter, memory_order_relaxed);
    atomic_store_explicit(counter, n + 1, memory_order_release);
}

#endif
