// SPDX-License-Identifier: MIT
// heap.c: glibc's heaps: that of brk, and those of arenas, 64 MB and aligned so
// each. Owns the word by which a block in a thread's cache is known to be free:
// such blocks look used otherwise.
#include "look/heap.h"

#include <stddef.h>
#include <stdlib.h>

#include "run/block.h"

#if defined __GLIBC__ && !defined CSPI_ASAN

enum {
    IN_USE_BEFORE = 1, // in the size: the block before this one is in use
    MAPPED = 2,        // .. this one has a mapping of its own
    OF_ARENA = 4,
    LEAST = 32,          // bytes of a block
    FENCE = 16,          // .. of what ends a heap that has grown into another
    ARENA_HEAD = 48,     // bytes before an arena, or the first block
    FIRST_MOST = 8192,   // from the beginning to the first block, at most
    STATIC_MOST = 65536, // likewise, where a static program has its own first
};
static uintptr_t cached; // 0: nobody knows

static uintptr_t word(uintptr_t at)
{
    return *(const volatile uintptr_t *)at;
}

// What the cache writes into the second word of a block.
static uintptr_t cache_word(size_t bytes)
{
    volatile uintptr_t *block = malloc(bytes);
    if (!block) return 0;
    block[1] = 0;
    uintptr_t at = (uintptr_t)block;
    free((void *)(uintptr_t)block);
    __asm__ volatile("" : "+r"(at) : : "memory"); // it is looked at afterwards
    return word(at + 8);
}

void cspi_heap_prepare(void)
{
    uintptr_t one = cache_word(1000), other = cache_word(920);
    cached = one == other ? one : 0;
}

static uintptr_t size_of(uintptr_t at)
{
    return word(at + 8) & ~(uintptr_t)15;
}

// A free block may say nothing of its arena.
static bool belongs(uintptr_t at, uintptr_t arena)
{
    bool used = word(at + size_of(at) + 8) & IN_USE_BEFORE;
    uintptr_t has = word(at + 8) & OF_ARENA;
    return has == arena || (!has && !used);
}

// Does a chain of blocks lead from here to the end?
static bool leads(uintptr_t at, uintptr_t end, uintptr_t arena)
{
    if (!(word(at + 8) & IN_USE_BEFORE)) return false;
    while (end - at > 2 * FENCE) {
        uintptr_t size = word(at + 8), bytes = size & ~(uintptr_t)15;
        if (size & MAPPED || size & 8 || bytes < FENCE || bytes > end - at)
            return false;
        bool last = bytes == end - at || bytes == FENCE;
        if (!last && (bytes < LEAST || !belongs(at, arena))) return false;
        at += bytes;
    }
    return true;
}

static bool
find_first(uintptr_t *at, uintptr_t end, uintptr_t most, uintptr_t arena)
{
    uintptr_t stop = end - *at > most ? *at + most : end - LEAST;
    for (uintptr_t first = *at; first < stop; first += HEAP_GRAIN) {
        if (!leads(first, end, arena)) continue;
        *at = first;
        return true;
    }
    return false;
}

// struct heap_info: the arena, the heap before this one, how much is used, and
// how much is accessible.
static bool is_arena(uintptr_t at, uintptr_t to)
{
    if (to - at < FIRST_MOST) return false;
    uintptr_t arena = word(at), before = word(at + 8), used = word(at + 16),
              mapped = word(at + 24);
    return arena && arena % 8 == 0 && before % (uintptr_t)HEAP_ALIGN == 0 &&
           used % 4096 == 0 && used && used <= mapped && mapped <= to - at &&
           mapped <= (uintptr_t)HEAP_ALIGN &&
           (before || (arena > at && arena - at < FIRST_MOST));
}

bool cspi_heap_find(uintptr_t *at, uintptr_t *end, uintptr_t to, bool brk)
{
    *end = to;
    if (brk) return find_first(at, to, STATIC_MOST, 0);
    uintptr_t base =
        (*at + (uintptr_t)HEAP_ALIGN - 1) & ~((uintptr_t)HEAP_ALIGN - 1);
    for (; base >= *at && base < to; base += (uintptr_t)HEAP_ALIGN) {
        uintptr_t first = base + ARENA_HEAD;
        if (!is_arena(base, to)) continue;
        *end = base + word(base + 16);
        if (!find_first(&first, *end, FIRST_MOST, OF_ARENA)) continue;
        *at = first;
        return true;
    }
    return false;
}

uintptr_t cspi_heap_own(uintptr_t at, bool brk)
{
    return brk ? at : at & ~(uintptr_t)(HEAP_ALIGN - 1);
}

uintptr_t cspi_heap_next(uintptr_t at, uintptr_t end, bool *used)
{
    uintptr_t next = at + size_of(at);
    *used = next < end && next - at >= LEAST &&
            word(next + 8) & IN_USE_BEFORE &&
            !(cached && word(at + HEAP_HEAD + 8) == cached);
    return end - next > 2 * FENCE ? next : end;
}

uintptr_t cspi_heap_end(uintptr_t at)
{
    return at + size_of(at) + 8;
}

#elif !defined CSPI_ASAN

void cspi_heap_prepare(void)
{
}

bool cspi_heap_find(uintptr_t *at, uintptr_t *end, uintptr_t to, bool brk)
{
    (void)at, (void)end, (void)to, (void)brk;
    return false;
}

uintptr_t cspi_heap_own(uintptr_t at, bool brk)
{
    (void)brk;
    return at;
}

uintptr_t cspi_heap_next(uintptr_t at, uintptr_t end, bool *used)
{
    (void)at;
    *used = false;
    return end;
}

uintptr_t cspi_heap_end(uintptr_t at)
{
    return at;
}

#endif

#ifndef CSPI_ASAN

bool cspi_heap_hides(uintptr_t at)
{
    (void)at;
    return false;
}

bool cspi_heap_is_shadow(uintptr_t from, uintptr_t to)
{
    (void)from, (void)to;
    return false;
}

#endif
