// SPDX-License-Identifier: MIT
// alloc.c: malloc and its kin, by one way, that tests can make fail.
//
// Owns the count to the call that fails, and blocks that are given back late.
#include "memory/alloc.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "memory/static.h"

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define CSPI_FINDS_LATE_USE 1
#elif defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CSPI_FINDS_LATE_USE 1
#endif
#endif
#ifndef CSPI_FINDS_LATE_USE
#define CSPI_FINDS_LATE_USE 0
#endif

static atomic_long fail_at; // counts down to the call that fails

void cspi_alloc_fail_at(long n)
{
    atomic_store(&fail_at, n);
}

static bool must_fail(void)
{
    return atomic_load_explicit(&fail_at, memory_order_relaxed) > 0 &&
           atomic_fetch_sub(&fail_at, 1) == 1;
}

void *cspi_malloc(size_t bytes)
{
    if (must_fail()) return NULL;
    return cspi_is_static() ? cspi_static_take(16, bytes) : malloc(bytes);
}

void *cspi_zalloc(size_t bytes)
{
    if (must_fail()) return NULL;
    if (!cspi_is_static()) return calloc(1, bytes);
    void *block = cspi_static_take(16, bytes);
    return block ? memset(block, 0, bytes) : NULL;
}

void *cspi_aligned(size_t align, size_t bytes)
{
    if (must_fail()) return NULL;
    if (cspi_is_static()) return cspi_static_take(align, bytes);
    return aligned_alloc(align, (bytes + align - 1) & ~(align - 1));
}

void cspi_free(void *block)
{
    if (cspi_is_static())
        cspi_static_give(block);
    else
        free(block);
}

void cspi_free_late(void *block, size_t bytes)
{
    enum { PLACES = 64, LARGE = 4096, STATIC_LARGE = 256 };
    static _Atomic(void *) late[PLACES];
    static atomic_uint next;
    size_t large = cspi_is_static() ? STATIC_LARGE : LARGE;
    if (!CSPI_FINDS_LATE_USE && bytes <= large) {
        unsigned at = atomic_fetch_add_explicit(&next, 1, memory_order_relaxed);
        block = atomic_exchange(&late[at % PLACES], block);
    }
    cspi_free(block);
}
