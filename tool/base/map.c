// SPDX-License-Identifier: MIT
// map.c: from pointers and offsets to pointers and numbers. An open hash
// table, at most half full, in an arena; a map of zeros is an empty map. The
// passes use it where a search through a list would make them quadratic.
#include "base/base.h"

enum { FIRST_SLOTS = 16 }; // a power of two

static struct map_slot *slot_of(const struct map *map, uint64_t key)
{
    uint64_t hash = (key ^ key >> 29) * 0x9e3779b97f4a7c15u;
    for (uint64_t i = hash ^ hash >> 32;; i++) {
        struct map_slot *slot = &map->slots[i & (map->room - 1)];
        if (!slot->used || slot->key == key) return slot;
    }
}

static void grow(struct arena *arena, struct map *map)
{
    struct map old = *map;
    map->room = old.room ? old.room * 2 : FIRST_SLOTS;
    map->slots = arena_alloc(arena, map->room * sizeof *map->slots);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].used) *slot_of(map, old.slots[i].key) = old.slots[i];
}

union map_value *map_put(struct arena *arena, struct map *map, uint64_t key)
{
    if (2 * (map->count + 1) > map->room) grow(arena, map);
    struct map_slot *slot = slot_of(map, key);
    if (!slot->used) map->count++;
    slot->used = true;
    slot->key = key;
    return &slot->value;
}

union map_value *map_get(const struct map *map, uint64_t key)
{
    if (!map->room) return NULL;
    struct map_slot *slot = slot_of(map, key);
    return slot->used ? &slot->value : NULL;
}
