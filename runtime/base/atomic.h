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
#include <stdint.h>

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

// Sets, clears, or flips bits of a byte, and gives what it was. Sequentially
// consistent. gcc below 13 has no atomic bytes on riscv64, but calls to a
// library: there it is done to the word that the byte lies in.
#if defined __riscv && !defined __clang__ && __GNUC__ < 13
#define CSPI_BYTE(fetch, others)                                               \
    unsigned shift = (unsigned)((uintptr_t)byte & 3) * 8;                      \
    uint32_t *word = (uint32_t *)((uintptr_t)byte & ~(uintptr_t)3);            \
    uint32_t rest = (others) & ~((uint32_t)0xff << shift);                     \
    return (unsigned char)(fetch(word, (uint32_t)bits << shift | rest,         \
                                 __ATOMIC_SEQ_CST) >>                          \
                           shift)
static inline unsigned char cspi_byte_or(atomic_uchar *byte, unsigned char bits)
{
    CSPI_BYTE(__atomic_fetch_or, 0);
}

static inline unsigned char
cspi_byte_and(atomic_uchar *byte, unsigned char bits)
{
    CSPI_BYTE(__atomic_fetch_and, UINT32_MAX);
}

static inline unsigned char
cspi_byte_xor(atomic_uchar *byte, unsigned char bits)
{
    CSPI_BYTE(__atomic_fetch_xor, 0);
}
#undef CSPI_BYTE
#else
#define cspi_byte_or atomic_fetch_or
#define cspi_byte_and atomic_fetch_and
#define cspi_byte_xor atomic_fetch_xor
#endif

static inline unsigned char cspi_byte_set(atomic_uchar *byte, unsigned bits)
{
    return cspi_byte_or(byte, (unsigned char)bits);
}

static inline unsigned char cspi_byte_clear(atomic_uchar *byte, unsigned bits)
{
    return cspi_byte_and(byte, (unsigned char)~bits);
}

static inline unsigned char cspi_byte_flip(atomic_uchar *byte, unsigned bits)
{
    return cspi_byte_xor(byte, (unsigned char)bits);
}

#endif
