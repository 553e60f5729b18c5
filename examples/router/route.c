// SPDX-License-Identifier: MIT
// route.c: which lines match which rules, and off with them to the sinks.
//
// The lines of a block are judged at once, on all cores, and then go to all
// sinks at once. The next block waits for both, so the lines of a source stay
// in order in each sink, and a sink that makes others wait holds them up for
// one block and its queue at most.
#include "router.h"
#include <stdio.h>
#include <stdlib.h>

enum { LINES_PER_TASK = 64 };

// Finds the rules and the sinks of one line. Plain C.
static void judge(const struct config *config, struct line *line)
{
    struct json_value values[MOST];
    char *scratch = line->block->scratch + (line->text.at - line->block->text);
    line->problem =
        json_read(line->text, &config->fields, scratch, values, &line->column);
    if (line->problem) line->sinks = config->reject;
    for (int i = 0; !line->problem && i < config->rule_count; i++) {
        const struct rule *rule = &config->rules[i];
        bool matches = rule->otherwise ? !line->rules
                       : rule->when    ? condition_holds(rule->when, values)
                                       : true;
        if (!matches) continue;
        line->rules |= (bits)1 << i;
        line->sinks |= rule->sinks;
    }
}

static void judge_some(const struct config *config, const struct block *block,
                       int first)
{
    int last = first + LINES_PER_TASK;
    if (last > block->line_count) last = block->line_count;
    for (int i = first; i < last; i++)
        judge(config, &block->lines[i]);
}

static void judge_all(const struct config *config, struct block *block)
{
    par for (int first = 0; first < block->line_count; first += LINES_PER_TASK)
        judge_some(config, block, first);
    free(block->scratch);
    block->scratch = NULL;
}

static void report(const struct block *block, int i)
{
    const struct line *line = &block->lines[i];
    fprintf(stderr, "router: %s:%ld: %s at column %zu\n",
            source_name(block->source), block->first_line + i, line->problem,
            line->column + 1);
}

static void count(struct config *config, const struct block *block,
                  bool verbose)
{
    block->source->lines += block->line_count;
    for (int i = 0; i < block->line_count; i++) {
        const struct line *line = &block->lines[i];
        block->source->rejected += line->problem != NULL;
        if (line->problem && verbose) report(block, i);
        for (int rule = 0; rule < config->rule_count; rule++)
            config->rules[rule].lines += line->rules >> rule & 1;
    }
}

// Sends a sink those lines of a block that go to it.
static void deliver(struct sink *sink, bits bit, struct block *block)
{
    for (int i = 0; i < block->line_count; i++) {
        if (!(block->lines[i].sinks & bit)) continue;
        sink->routed++;
        block_hold(block);
        // A sink that has failed takes nothing; it has said why.
        if (!chan_send(sink->queue, &block->lines[i])) block_release(block);
    }
}

static void deliver_all(struct config *config, struct block *block)
{
    par for (int i = 0; i < config->sink_count; i++)
        deliver(config->sinks[i], (bits)1 << i, block);
}

coroutine void route(struct config *config, chan_in(struct block *) blocks,
                  bool verbose)
{
    struct block *block;
    while (chan_recv(blocks, &block)) {
        judge_all(config, block);
        count(config, block, verbose);
        deliver_all(config, block);
        block_release(block);
    }
    for (int i = 0; i < config->sink_count; i++)
        chan_retire(config->sinks[i]->queue);
}
