// SPDX-License-Identifier: MIT
// live.c: which variables are alive at a suspension. Classic backward liveness
// over the blocks of cfg.c, one bit a variable, by rounds. Sets
// var->crosses. Requires the cfg.
#include "passes.h"

#include <string.h>

struct solver {
    struct unit *unit;
    struct cfg *cfg;
    size_t words;
    uint64_t *scratch;
    bool mark;
};

static void set_bit(uint64_t *set, int bit)
{
    set[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static void clear_bit(uint64_t *set, int bit)
{
    set[bit / 64] &= ~((uint64_t)1 << (bit % 64));
}

static bool has_bit(const uint64_t *set, int bit)
{
    return set[bit / 64] >> (bit % 64) & 1;
}

static void mark_crossing(struct fn *fn, const uint64_t *live)
{
    for (size_t i = 0; i < fn->vars.count; i++) {
        struct var *var = fn->vars.at[i];
        if (var->live >= 0 && has_bit(live, var->live)) var->crosses = true;
    }
}

// From the set after the block to the one before it; true if that has grown.
static bool transfer(struct solver *s, struct block *block)
{
    uint64_t *live = s->scratch;
    memset(live, 0, s->words * sizeof *live);
    for (size_t i = 0; i < block->next.count; i++)
        for (size_t w = 0; w < s->words; w++)
            live[w] |= block->next.at[i]->live_in[w];
    for (size_t i = block->events.count; i > 0; i--) {
        const struct event *event = &block->events.at[i - 1];
        if (event->kind == EVENT_USE) set_bit(live, event->var->live);
        if (event->kind == EVENT_DEF) clear_bit(live, event->var->live);
        if (event->kind == EVENT_SUSPEND && s->mark)
            mark_crossing(s->cfg->fn, live);
    }
    bool grown = memcmp(live, block->live_in, s->words * sizeof *live) != 0;
    memcpy(block->live_in, live, s->words * sizeof *live);
    return grown;
}

void live_solve(struct unit *unit, struct cfg *cfg)
{
    struct solver solver = {.unit = unit, .cfg = cfg};
    solver.words = (size_t)cfg->fn->live_count / 64 + 1;
    solver.scratch = arena_alloc(unit->arena, solver.words * sizeof(uint64_t));
    for (size_t i = 0; i < cfg->blocks.count; i++)
        cfg->blocks.at[i]->live_in =
            arena_alloc(unit->arena, solver.words * sizeof(uint64_t));
    bool changed = cfg->fn->live_count > 0;
    while (changed) {
        changed = false;
        for (size_t i = cfg->blocks.count; i > 0; i--)
            changed |= transfer(&solver, cfg->blocks.at[i - 1]);
    }
    solver.mark = cfg->fn->live_count > 0;
    for (size_t i = 0; solver.mark && i < cfg->blocks.count; i++)
        transfer(&solver, cfg->blocks.at[i]);
}

void live_dump(const struct fn *fn, FILE *out)
{
    fprintf(out, "function %s\n", fn->name);
    for (size_t i = 0; i < fn->vars.count; i++) {
        const struct var *var = fn->vars.at[i];
        fprintf(out, "  %s: %s\n", var->name,
                var->live < 0  ? "not tracked"
                : var->crosses ? "crosses"
                               : "local");
    }
}
