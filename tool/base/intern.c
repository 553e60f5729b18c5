// SPDX-License-Identifier: MIT
// intern.c: one copy of each name, so that equal names are equal pointers. An
// open hash table, at most half full, in the arena of the translation unit.
#include "base/base.h"

#include <string.h>

enum { FIRST_SLOTS = 1024 }; // a power of two

struct intern {
    struct arena *arena;
    struct name {
        const char *text; // NULL: free
        size_t length;
        uint64_t hash;
    } *slots;
    size_t slot_count; // a power of two
    size_t name_count;
};

struct intern *intern_create(struct arena *arena)
{
    struct intern *intern = ARENA_NEW(arena, struct intern);
    intern->arena = arena;
    intern->slot_count = FIRST_SLOTS;
    intern->slots = arena_alloc(arena, FIRST_SLOTS * sizeof *intern->slots);
    return intern;
}

// FNV-1a.
static uint64_t hash_of(const char *text, size_t length)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3u;
    return hash ^ hash >> 32;
}

// The slot that holds the name, or the free one where it belongs.
static struct name *slot_of(const struct intern *intern, const char *text,
                            size_t length, uint64_t hash)
{
    for (uint64_t i = hash;; i++) {
        struct name *slot = &intern->slots[i & (intern->slot_count - 1)];
        if (!slot->text) return slot;
        if (slot->hash == hash && slot->length == length &&
            memcmp(slot->text, text, length) == 0)
            return slot;
    }
}

static void grow(struct intern *intern)
{
    struct name *old = intern->slots;
    size_t old_count = intern->slot_count;
    intern->slot_count *= 2;
    intern->slots =
        arena_alloc(intern->arena, intern->slot_count * sizeof *old);
    for (size_t i = 0; i < old_count; i++)
        if (old[i].text)
            *slot_of(intern, old[i].text, old[i].length, old[i].hash) = old[i];
}

const char *intern_n(struct intern *intern, const char *text, size_t length)
{
    uint64_t hash = hash_of(text, length);
    struct name *slot = slot_of(intern, text, length, hash);
    if (slot->text) return slot->text;
    if (2 * ++intern->name_count > intern->slot_count) {
        grow(intern);
        slot = slot_of(intern, text, length, hash);
    }
    *slot =
        (struct name){arena_strndup(intern->arena, text, length), length, hash};
    return slot->text;
}

const char *intern_s(struct intern *intern, const char *text)
{
    return intern_n(intern, text, strlen(text));
}
