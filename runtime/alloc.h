// SPDX-License-Identifier: MIT
// alloc.h: all memory of the runtime passes here.
//
// Small blocks (tasks and frames) are carved from 256 KB chunks by size class:
// no malloc header, and a walk over the chunks finds every live task without
// any list that spawning would have to maintain. Each worker caches a bounded
// number of free blocks of each class; a block may be freed on another worker.
#ifndef CSP_RUNTIME_ALLOC_H
#define CSP_RUNTIME_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

struct task;
struct worker;

enum {
    SMALL_MAX = 1024, // bytes; larger blocks come straight from malloc
    TASK_GRAIN = 8,   // bytes between two classes of tasks
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

// NULL when memory is out. Nothing but malloc, calloc, free and a hook that
// makes the n-th call fail (cspi_alloc_fail_at).
void *cspi_malloc(size_t bytes);
void *cspi_zalloc(size_t bytes);
void *cspi_aligned(size_t align, size_t bytes);
void cspi_free(void *block);
// For a block that somebody might use by mistake: it stays as it is for a while
// if it is not large. Under a sanitizer, which finds the mistake, it does not.
void cspi_free_late(void *block, size_t bytes);

// For tests: the n-th allocation from now fails, 0: none does. The environment
// variable CSP_FAIL_ALLOC sets it too.
void cspi_alloc_fail_at(long n);

// A block for a task header and a frame behind it; the header is not
// initialised but for `bin`. worker NULL: any thread.
struct task *
cspi_task_alloc(struct worker *worker, size_t frame_bytes, size_t frame_align);
void cspi_task_free(struct worker *worker, struct task *task);
// Of its block, about.
size_t cspi_task_bytes(const struct task *task);

// A block for a frame. Size and alignment must be the same at both calls.
void *cspi_frame_alloc(struct worker *worker, size_t bytes, size_t align);
void cspi_frame_free(struct worker *worker, void *frame, size_t bytes,
                     size_t align);

// Calls visit for each block whose state is not TASK_FREE. Only while nothing
// runs (dump.c).
void cspi_task_each(void (*visit)(struct task *task, void *arg), void *arg);

#endif
