// SPDX-License-Identifier: MIT
// sink.c: what all sinks have in common: a queue, and batches out of it.
//
// A batch goes out when it is full, or flush_ms after its first line. Whatever
// is routed to a sink and not written is lost, be it dropped from a full queue
// or left by a sink that fails: so nothing counts the losses.
#include "router.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sink_complain(const struct sink *sink, const char *problem)
{
    fprintf(stderr, "router: sink %s: %s\n", sink->name, problem);
}

// A line that leaves a queue without being received.
static void drop_line(void *element)
{
    struct line *line = *(struct line **)element;
    block_release(line->block);
}

coroutine bool sink_open(struct sink *sink)
{
    sink->queue = sink->drops
                      ? chan_make_slide(struct line *, sink->queue_lines)
                      : chan_make(struct line *, sink->queue_lines);
    chan_on_drop(must(sink->queue), drop_line);
    chan_writers(sink->queue, 1);
    sink->batch = must(calloc((size_t)sink->batch_lines, sizeof *sink->batch));
    int error = sink->kind->open(sink);
    if (error) sink_complain(sink, strerror(error));
    return !error;
}

// Fills a batch. False if the queue has ended before its first line.
static bool collect(struct sink *sink)
{
    struct line *line;
    bool open = chan_recv(sink->queue, &line);
    int64_t flush_at = csp_now() + sink->flush_ms * 1000000;
    if (!open) return false;
    sink->batch[sink->batched++] = line;
    while (open && sink->batched < sink->batch_lines) {
        // Ordered: what is there already goes along, even when time is up.
        select_ordered {
        case_recv(sink->queue, &line, &open):
            if (open) sink->batch[sink->batched++] = line;
            break;
        case_after(flush_at - csp_now()): return true;
        }
    }
    return true;
}

static int write_batch(struct sink *sink)
{
    int error = sink->kind->write(sink);
    while (sink->batched > 0)
        block_release(sink->batch[--sink->batched]->block);
    return error;
}

coroutine bool sink_run(struct sink *sink, chan_out(bool) alive)
{
    int error = 0;
    while (!error && collect(sink))
        error = write_batch(sink);
    if (error) {
        sink_complain(sink, strerror(error));
        chan_fail(sink->queue, error);
    }
    bool closed = !sink->kind->close(sink); // which says why not
    chan_retire(alive);
    return closed && !error;
}

void sink_destroy(struct sink *sink)
{
    chan_release(sink->queue);
    free(sink->batch);
    free(sink->name);
    free(sink->target);
    free(sink);
}
