// SPDX-License-Identifier: MIT
// bits.c: sets of small numbers, for analyses that have many of them. Callers
// keep the length.
#include "base/base.h"

enum { WORD_BITS = 64 };

size_t bits_words(size_t count)
{
    return count / WORD_BITS + 1;
}

uint64_t *bits_new(struct arena *arena, size_t count)
{
    return arena_alloc(arena, bits_words(count) * sizeof(uint64_t));
}

bool bits_has(const uint64_t *set, size_t number)
{
    return set[number / WORD_BITS] >> (number % WORD_BITS) & 1;
}

void bits_set(uint64_t *set, size_t number)
{
    set[number / WORD_BITS] |= (uint64_t)1 << (number % WORD_BITS);
}

void bits_clear(uint64_t *set, size_t number)
{
    set[number / WORD_BITS] &= ~((uint64_t)1 << (number % WORD_BITS));
}

bool bits_add(uint64_t *set, const uint64_t *other, size_t words)
{
    uint64_t grown = 0;
    for (size_t i = 0; i < words; i++) {
        grown |= other[i] & ~set[i];
        set[i] |= other[i];
    }
    return grown != 0;
}
