// SPDX-License-Identifier: MIT
// static.c: first fit in the bytes of CSP_STATIC.
//
// Owns them. Whatever is free is in one list, in the order of addresses, and no
// two neighbours are both free. Takes time in proportion to that list; what
// runs often, tasks and frames, comes from the blocks of block.c.
#include "memory/static.h"

#include <assert.h>
#include <stdint.h>

#include "base/spin.h"

// Before each piece, used or free.
struct piece {
    size_t bytes;       // with this head; a multiple of its size
    struct piece *next; // of a free one
};
static_assert(sizeof(struct piece) == CSPI_STATIC_HEAD, "alignment");

static struct {
    struct spin lock; // the last of all, as malloc's
    bool begun;
    struct piece *free;
} memory;

static size_t round_up(size_t bytes, size_t to)
{
    return (bytes + to - 1) & ~(to - 1);
}

static char *end_of(struct piece *piece)
{
    return (char *)piece + piece->bytes;
}

static void begin(void)
{
    memory.begun = true;
    if (csp__static_bytes < sizeof(struct piece)) return;
    memory.free = (struct piece *)csp__static;
    *memory.free = (struct piece){.bytes = csp__static_bytes & ~(size_t)15};
}

// The part of a free piece that has its content aligned so, split off from what
// is before it; NULL: it is too small.
static struct piece **cut(struct piece **at, size_t align, size_t bytes)
{
    struct piece *piece = *at;
    uintptr_t content = round_up((uintptr_t)(piece + 1), align);
    struct piece *part = (struct piece *)content - 1;
    size_t lead = (size_t)((char *)part - (char *)piece);
    if (lead > piece->bytes || piece->bytes - lead < bytes) return NULL;
    if (lead == 0) return at;
    *part = (struct piece){.bytes = piece->bytes - lead, .next = piece->next};
    piece->bytes = lead;
    piece->next = part;
    return &piece->next;
}

// Takes so many bytes of it out of the list.
static void *take(struct piece **at, size_t bytes)
{
    struct piece *piece = *at;
    if (piece->bytes > bytes) {
        struct piece *rest = (struct piece *)((char *)piece + bytes);
        *rest =
            (struct piece){.bytes = piece->bytes - bytes, .next = piece->next};
        piece->bytes = bytes;
        *at = rest;
    } else {
        *at = piece->next;
    }
    return piece + 1;
}

void *cspi_static_take(size_t align, size_t bytes)
{
    if (bytes > csp__static_bytes) return NULL;
    bytes = round_up(bytes + sizeof(struct piece), sizeof(struct piece));
    if (align < sizeof(struct piece)) align = sizeof(struct piece);
    void *block = NULL;
    cspi_spin_lock(&memory.lock);
    if (!memory.begun) begin();
    for (struct piece **at = &memory.free; *at; at = &(*at)->next) {
        struct piece **part = cut(at, align, bytes);
        if (!part) continue;
        block = take(part, bytes);
        break;
    }
    cspi_spin_unlock(&memory.lock);
    return block;
}

// With what comes behind it, if that is free.
static void join_next(struct piece *piece)
{
    struct piece *next = piece->next;
    if (!next || end_of(piece) != (char *)next) return;
    piece->bytes += next->bytes;
    piece->next = next->next;
}

void cspi_static_give(void *block)
{
    if (!block) return;
    struct piece *piece = (struct piece *)block - 1, *before = NULL;
    cspi_spin_lock(&memory.lock);
    struct piece **at = &memory.free;
    for (; *at && *at < piece; at = &(*at)->next)
        before = *at;
    piece->next = *at;
    *at = piece;
    join_next(piece);
    if (before) join_next(before);
    cspi_spin_unlock(&memory.lock);
}
