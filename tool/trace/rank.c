// SPDX-License-Identifier: MIT
// rank.c: what is large first, and of the same size what was there first. Owns
// nothing.
#include "trace/replay.h"

#include <stdlib.h>

void rank_add(struct arena *arena, struct ranks *ranks, int64_t weight,
              unsigned number, void *what)
{
    vec_push(arena, ranks, ((struct rank){weight, number, what}));
}

static int compare(const void *one, const void *other)
{
    const struct rank *a = one, *b = other;
    if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

void rank_sort(struct ranks *ranks)
{
    if (ranks->count)
        qsort(ranks->at, ranks->count, sizeof *ranks->at, compare);
}
