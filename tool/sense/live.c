// SPDX-License-Identifier: MIT
// live.c: which variables are alive at a suspension. Classic backward liveness
// over the blocks of cfg.c, one bit a variable, by rounds. Sets var->live:
// the bits once, before any cfg is built; what crosses, of each cfg.
#include "sense/sense.h"

#include <string.h>

struct solver {
    struct unit *unit;
    struct cfg *cfg;
    size_t words;
    uint64_t *scratch;
    uint64_t *crossing; // alive at some suspension; NULL: not asked yet
};

// The variables in `scratch` are alive at this suspension.
static void note_crossing(struct solver *s, size_t at)
{
    bits_add(s->crossing, s->scratch, s->words);
    if (s->unit->options->show.emit == EMIT_NONE) return;
    for (size_t i = 0; i < s->cfg->fn->vars.count; i++) {
        struct var *var = s->cfg->fn->vars.at[i];
        if (var->live.bit >= 0 && bits_has(s->scratch, (size_t)var->live.bit))
            vec_push(s->unit->arena, &var->live.waits, at);
    }
}

// From the set after the block to the one before it; true if that has grown.
static bool transfer(struct solver *s, struct block *block)
{
    uint64_t *live = s->scratch;
    memset(live, 0, s->words * sizeof *live);
    for (size_t i = 0; i < block->next.count; i++)
        bits_add(live, block->next.at[i]->live_in, s->words);
    for (size_t i = block->events.count; i > 0; i--) {
        const struct event *event = &block->events.at[i - 1];
        if (event->kind == EVENT_USE)
            bits_set(live, (size_t)event->var->live.bit);
        if (event->kind == EVENT_DEF)
            bits_clear(live, (size_t)event->var->live.bit);
        if (event->kind == EVENT_SUSPEND && s->crossing)
            note_crossing(s, event->at);
    }
    bool grown = memcmp(live, block->live_in, s->words * sizeof *live) != 0;
    memcpy(block->live_in, live, s->words * sizeof *live);
    return grown;
}

// The blocks in an order in which each comes behind those that it leads to,
// but for the way back in loops: then few rounds are needed. Blocks that
// nothing leads to come last.
static struct block **order_of(struct unit *unit, struct cfg *cfg)
{
    size_t count = cfg->blocks.count, placed = 0;
    struct block **order = arena_alloc(unit->arena, count * sizeof *order);
    struct block **path = arena_alloc(unit->arena, count * sizeof *path);
    size_t *next = arena_alloc(unit->arena, count * sizeof *next);
    bool *seen = arena_alloc(unit->arena, count * sizeof *seen);
    for (size_t i = 0; i < count; i++) {
        size_t depth = 0;
        if (!seen[i]) path[depth++] = cfg->blocks.at[i];
        seen[i] = true;
        while (depth) {
            struct block *block = path[depth - 1];
            if (next[block->number] == block->next.count) {
                order[placed++] = block;
                depth--;
                continue;
            }
            struct block *to = block->next.at[next[block->number]++];
            if (!seen[to->number]) path[depth++] = to;
            seen[to->number] = true;
        }
    }
    return order;
}

static bool is_tracked(const struct var *var)
{
    return (var->storage == STORAGE_AUTO || var->storage == STORAGE_PARAM) &&
           var->type->class == TYPE_SCALAR && !var->said.address_taken &&
           !var->type->is_volatile && !var->type->is_atomic &&
           !var->type->is_vm && !var->said.cleanup;
}

void live_number(struct fn *fn)
{
    fn->live_count = 0;
    for (size_t i = 0; i < fn->vars.count; i++)
        fn->vars.at[i]->live.bit =
            is_tracked(fn->vars.at[i]) ? fn->live_count++ : -1;
}

void live_solve(struct unit *unit, struct cfg *cfg)
{
    struct solver solver = {.unit = unit, .cfg = cfg};
    size_t count = (size_t)cfg->fn->live_count;
    solver.words = bits_words(count);
    solver.scratch = bits_new(unit->arena, count);
    for (size_t i = 0; i < cfg->blocks.count; i++)
        cfg->blocks.at[i]->live_in = bits_new(unit->arena, count);
    struct block **order = order_of(unit, cfg);
    bool changed = cfg->fn->live_count > 0;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < cfg->blocks.count; i++)
            changed |= transfer(&solver, order[i]);
    }
    solver.crossing = bits_new(unit->arena, count);
    for (size_t i = 0; i < cfg->blocks.count; i++)
        transfer(&solver, cfg->blocks.at[i]);
    for (size_t i = 0; i < cfg->fn->vars.count; i++) {
        struct var *var = cfg->fn->vars.at[i];
        var->live.crosses = var->live.bit >= 0 &&
                            bits_has(solver.crossing, (size_t)var->live.bit);
    }
}

void live_dump(const struct fn *fn, FILE *out)
{
    fprintf(out, "function %s\n", fn->name);
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        fprintf(out, "  %s: %s\n", var->name,
                var->live.bit < 0   ? "not tracked"
                : var->live.crosses ? "crosses"
                                    : "local");
    }
}
