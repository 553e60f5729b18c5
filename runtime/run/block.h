// SPDX-License-Identifier: MIT
// block.h: the blocks of tasks and frames.
//
// They are carved from 256 KB chunks by size class:
// no malloc header, and a walk over the chunks finds every live task without
// any list that spawning would have to maintain. Each worker caches a bounded
// number of free blocks of each class; a block may be freed on another worker.
#ifndef CSP_RUNTIME_BLOCK_H
#define CSP_RUNTIME_BLOCK_H

#include <csp/cost.h>
#include <stdbool.h>
#include <stddef.h>

struct task;
struct worker;

enum {
    SMALL_MAX = CSP_BLOCK_MAX,
    TASK_GRAIN = CSP_TASK_GRAIN,
    FRAME_GRAIN = 16, // bytes between two classes of frames
    TASK_BINS = SMALL_MAX / TASK_GRAIN + 1,
    FRAME_BINS = SMALL_MAX / FRAME_GRAIN + 1,
    BIN_COUNT = TASK_BINS + FRAME_BINS, // tasks first
    BIN_NONE = 0xff,                    // a task with a chunk of its own
    BIN_BATCH = 32, // blocks moved at once between a cache and the chunks
};

// A worker's free blocks of one class, linked through their first word.
struct bin {
    void *free;
    unsigned count;
};

// A block for a task header and a frame behind it; the header is not
// initialised but for `bin`. worker NULL: any thread.
struct task *
cspi_task_alloc(struct worker *worker, size_t frame_bytes, size_t frame_align);
void cspi_task_free(struct worker *worker, struct task *task);
// Of its block, and what malloc gave for it: csp_task_cost.
size_t cspi_task_bytes(const struct task *task);

// Where it ends, if it was asked for in whole grains of its alignment.
void *cspi_task_end(const struct task *task);

// A block for a frame. Size and alignment must be the same at both calls.
void *cspi_frame_alloc(struct worker *worker, size_t bytes, size_t align);
void cspi_frame_free(struct worker *worker, void *frame, size_t bytes,
                     size_t align);

// Calls visit for each block whose state is not TASK_FREE. Only while nothing
// runs (dump.c).
void cspi_task_each(void (*visit)(struct task *task, void *arg), void *arg);

#endif
