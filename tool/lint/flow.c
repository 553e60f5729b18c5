// SPDX-License-Identifier: MIT
// flow.c: forward over the blocks of cfg.c, in rounds until nothing
// changes, then once more with the true states. A warning says by its step what
// an event does to a set of bits; sets of ways that meet are united. A "must"
// is a "may not" that starts set.
#include "lint/lint.h"

#include <string.h>

bool lint_has(const struct lint_flow *flow, size_t bit)
{
    return bits_has(flow->state, bit);
}

void lint_set(struct lint_flow *flow, size_t bit)
{
    bits_set(flow->state, bit);
}

void lint_clear(struct lint_flow *flow, size_t bit)
{
    bits_clear(flow->state, bit);
}

// What holds on entry to a block.
struct entry {
    uint64_t *state;
    bool is_reached, is_done; // done: carried on since it last grew
};

static void enter(struct entry *entry, const uint64_t *state, size_t words)
{
    bool grown = bits_add(entry->state, state, words) || !entry->is_reached;
    entry->is_reached = true;
    if (grown) entry->is_done = false;
}

static bool visit(struct lint_flow *flow, const struct block *block,
                  struct entry *entries, size_t words)
{
    struct entry *entry = &entries[block->number];
    if (!entry->is_reached || entry->is_done) return false;
    entry->is_done = true;
    memcpy(flow->state, entry->state, words * sizeof *flow->state);
    for (size_t i = 0; i < block->events.count; i++)
        flow->step(flow, &block->events.at[i]);
    for (size_t i = 0; !flow->is_final && i < block->next.count; i++)
        enter(&entries[block->next.at[i]->number], flow->state, words);
    return true;
}

void lint_flow(struct lint_flow *flow)
{
    struct arena *arena = flow->lint->unit->arena;
    const struct cfg *cfg = lint_cfg(flow->lint, flow->fn);
    size_t words = bits_words(flow->bits), count = cfg->blocks.count;
    struct entry *entries = arena_alloc(arena, count * sizeof *entries);
    for (size_t i = 0; i < count; i++)
        entries[i].state = bits_new(arena, flow->bits);
    enter(&entries[0], flow->state, words);
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < count; i++)
            changed |= visit(flow, cfg->blocks.at[i], entries, words);
    }
    flow->is_final = true;
    for (size_t i = 0; i < count; i++) {
        entries[i].is_done = false;
        visit(flow, cfg->blocks.at[i], entries, words);
    }
}
