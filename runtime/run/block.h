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
#include <stdint.h>

#include "base/race.h"

#if defined __SANITIZE_ADDRESS__
#define CSPI_ASAN 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define CSPI_ASAN 1
#endif
#endif
#ifdef CSPI_ASAN
#include <sanitizer/asan_interface.h>
#endif

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
    BIN_BYTES = 32768,                  // a worker keeps of a class, at most
};

// A worker's free blocks of one class, linked through their first word.
struct bin {
    void *free;
    unsigned count;
    unsigned most; // half of which moves at once; 0: not in use yet
};

static inline void cspi_block_unpoison(void *block, size_t bytes)
{
#ifdef CSPI_ASAN
    ASAN_UNPOISON_MEMORY_REGION(block, bytes);
#else
    (void)block, (void)bytes;
#endif
}

// NULL: there is none.
static inline void *cspi_bin_pop(struct bin *b)
{
    void *block = b->free;
    if (!block) return NULL;
    b->free = *(void **)block;
    b->count--;
    return block;
}

static inline void cspi_bin_push(struct bin *b, void *block)
{
    *(void **)block = b->free;
    b->free = block;
    b->count++;
}

// A block from the worker's own, whose class for a task with a frame of that
// size and alignment *bin becomes; NULL: it has none, or there is no class, and
// cspi_task_alloc will do.
static inline void *cspi_block_reuse(struct bin bins[BIN_COUNT], size_t bytes,
                                     size_t align, unsigned *bin)
{
    if (align > TASK_GRAIN || bytes > SMALL_MAX - CSP_TASK_HEADER) return NULL;
    *bin = (unsigned)(CSP_TASK_HEADER + bytes + TASK_GRAIN - 1) / TASK_GRAIN;
    void *block = cspi_bin_pop(&bins[*bin]);
    if (block) cspi_block_unpoison(block, CSP_TASK_HEADER + bytes);
    return block;
}

// The class of most frames; 0: it takes more thought.
static inline unsigned cspi_frame_bin(size_t bytes, size_t align)
{
    if (align > FRAME_GRAIN || bytes > SMALL_MAX || CSPI_FINDS_RACES) return 0;
    return TASK_BINS + (unsigned)((bytes + FRAME_GRAIN - 1) / FRAME_GRAIN);
}

// Likewise for a frame; NULL: cspi_frame_alloc will do.
static inline void *
cspi_frame_reuse(struct bin bins[BIN_COUNT], size_t bytes, size_t align)
{
    unsigned bin = cspi_frame_bin(bytes, align);
    void *frame = bin ? cspi_bin_pop(&bins[bin]) : NULL;
    if (frame) cspi_block_unpoison(frame, bytes);
    return frame;
}

// The way back; false: cspi_frame_free will do, which also poisons.
static inline bool cspi_frame_keep(struct bin bins[BIN_COUNT], void *frame,
                                   size_t bytes, size_t align)
{
#ifdef CSPI_ASAN
    return false;
#endif
    unsigned bin = cspi_frame_bin(bytes, align);
    struct bin *b = &bins[bin];
    if (!bin || b->count + 1 >= b->most) return false;
    cspi_bin_push(b, frame);
    return true;
}

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

// Calls visit for each block whose state is not TASK_FREE, by peek.h: of a
// program that stands still (dump.c), whatever state it is in. A class whose
// lock does not become free is visited without.
void cspi_task_each(void (*visit)(struct task *task, void *arg), void *arg);

// Blocks of one size, side by side, at `first`; the rest is the runtime's.
struct pool {
    uintptr_t from, to, first;
    size_t bytes;   // of a block
    unsigned count; // of those that were ever in use
    bool tasks;     // .. are of tasks, or have been
};

// Calls visit for each pool of blocks, likewise.
void cspi_pool_each(void (*visit)(const struct pool *pool));

#endif
