// SPDX-License-Identifier: MIT
// shadow.c: the heap of AddressSanitizer, told by its shadow: a byte for each
// eight of memory, by which a block ends where what is round blocks, or was
// freed, begins. Owns where that is, and takes no lock of the sanitizer's.
#include "look/heap.h"

#include "run/block.h"

#ifdef CSPI_ASAN

// Either compiler's library has it, whose headers do not.
void __asan_get_shadow_mapping(size_t *scale, size_t *offset);

enum {
    UNIT = 8,            // bytes of memory that one tells of
    POISONED = 0x80,     // .. it tells that they are none; below: how many are
    ROUND_BLOCKS = 0xfa, // why not
    FREED = 0xfd,
    BY_PROGRAM = 0xf7,
    IN_CONTAINER = 0xfc,
    ARRAY_COOKIE = 0xac,
    IN_STRUCT = 0xbb,
};

static size_t scale, offset; // from cspi_heap_prepare

static uintptr_t shadow_at(uintptr_t at)
{
    return (at >> scale) + offset;
}

static __attribute__((no_sanitize("address"))) unsigned tells(uintptr_t shadow)
{
    return *(const volatile unsigned char *)shadow;
}

// The memory of eight of them is in blocks.
static __attribute__((no_sanitize("address"))) bool is_whole(uintptr_t shadow)
{
    return *(const volatile uint64_t *)shadow == 0;
}

static bool is_gap(unsigned told)
{
    return told == ROUND_BLOCKS || told == FREED;
}

// Where what is in blocks, or is round them, ends.
static uintptr_t skip(uintptr_t at, uintptr_t end, bool gap)
{
    uintptr_t from = shadow_at(at), to = shadow_at(end), s = from;
    for (; s < to; s++) {
        while (!gap && s % UNIT == 0 && to - s >= UNIT && is_whole(s))
            s += UNIT;
        if (s == to) break;
        unsigned told = tells(s);
        bool in_block = told < POISONED || told == BY_PROGRAM ||
                        told == IN_CONTAINER || told == ARRAY_COOKIE ||
                        told == IN_STRUCT;
        if (gap ? !is_gap(told) : !in_block) break;
    }
    return at + (s - from) * UNIT;
}

void cspi_heap_prepare(void)
{
    __asan_get_shadow_mapping(&scale, &offset);
}

bool cspi_heap_find(uintptr_t *at, uintptr_t *end, uintptr_t to, bool brk)
{
    (void)brk;
    uintptr_t s = shadow_at(*at), from = s, last = shadow_at(to);
    while (s < last && !is_gap(tells(s)))
        s++;
    if (s == last) return false;
    *at += (s - from) * UNIT;
    for (*end = *at; (*end = skip(*end, to, true)) < to;) {
        uintptr_t behind = skip(*end, to, false);
        if (behind == to || !is_gap(tells(shadow_at(behind)))) break;
        *end = behind;
    }
    return true;
}

uintptr_t cspi_heap_own(uintptr_t at, bool brk)
{
    (void)brk;
    return at;
}

uintptr_t cspi_heap_next(uintptr_t at, uintptr_t end, bool *used)
{
    uintptr_t content = at + HEAP_HEAD, behind = skip(content, end, false);
    *used = behind > content;
    uintptr_t next = skip(behind, end, true);
    return next < end ? next - HEAP_HEAD : end;
}

uintptr_t cspi_heap_end(uintptr_t at)
{
    return skip(at + HEAP_HEAD, UINTPTR_MAX >> 1, false);
}

bool cspi_heap_hides(uintptr_t at)
{
    return tells(shadow_at(at)) >= POISONED;
}

bool cspi_heap_is_shadow(uintptr_t from, uintptr_t to)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    uintptr_t most = UINTPTR_MAX >> __builtin_clzl(here);
    return from <= shadow_at(most) && to > shadow_at(0);
}

#endif
