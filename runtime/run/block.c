// SPDX-License-Identifier: MIT
// block.c: size classes in chunks, a cache for each worker.
//
// Owns: the chunks, and per class a `struct central` with its lock (the last
// in the lock order, with malloc's). Invariant: a block is in use, or in one
// worker's bin, or free in its chunk; chunk->out counts the first two. A chunk
// none of whose blocks is out goes back to malloc, but for one of each class.
// A chunk is aligned to its size, so masking a block's address finds it.
// Callers: abi.c (frames), task.c, end.c; dump.c walks over all tasks.
#include "run/block.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/peek.h"
#include "base/race.h"
#include "memory/alloc.h"
#include "memory/static.h"
#include "run/rt.h"
#include "base/spin.h"
#include "run/task.h"

enum {
    CHUNK_BYTES = 262144,
    CHUNK_STATIC_BYTES = 16384, // .. of a program's CSP_STATIC
    BIN_STATIC_BYTES = 4096,
    // So that a frame behind a 16-byte task header is aligned to 64 bytes
    // wherever the size of the class allows.
    TASK_OFFSET = 48,
    FRAME_OFFSET = 64,
};

struct chunk {
    struct chunk *next, *prev; // in central->partial or central->full
    void *free;                // freed blocks, through their first word
    unsigned bytes;            // of one block
    unsigned carved;           // blocks ever handed out; the rest is untouched
    unsigned capacity;         // blocks
    unsigned out;              // blocks in use or in a bin
};
static_assert(sizeof(struct chunk) + sizeof(struct task) <= FRAME_OFFSET,
              "a chunk, a task and a frame fit behind each other");

static_assert(TASK_BINS <= BIN_NONE, "a task's bin is one byte");

struct central {
    struct spin lock;
    struct chunk *partial, *full; // has room; has none
};

static struct central centrals[BIN_COUNT];
static struct central big_tasks; // each has a chunk of its own, in `full`

// What a chunk is aligned to,
static size_t chunk_align(void)
{
    return cspi_is_static() ? CHUNK_STATIC_BYTES : CHUNK_BYTES;
}

// and its bytes: there the head of the next one stands before that.
static size_t chunk_bytes(void)
{
    return cspi_is_static() ? CHUNK_STATIC_BYTES - CSPI_STATIC_HEAD
                            : CHUNK_BYTES;
}

// `to` is a power of two, as all alignments and grains are.
static size_t round_up(size_t bytes, size_t to)
{
    return (bytes + to - 1) & ~(to - 1);
}

// What a free block may not be touched at: all but the head that holds the
// link, and the state of a task.
static size_t head_bytes(unsigned bin)
{
    return bin < TASK_BINS ? sizeof(struct task) : sizeof(void *);
}

static size_t bin_bytes(unsigned bin)
{
    return bin < TASK_BINS ? bin * (size_t)TASK_GRAIN
                           : (bin - TASK_BINS) * (size_t)FRAME_GRAIN;
}

static void poison(void *block, unsigned bin)
{
#ifdef CSPI_ASAN
    size_t head = head_bytes(bin);
    ASAN_POISON_MEMORY_REGION((char *)block + head, bin_bytes(bin) - head);
#else
    (void)block, (void)bin, (void)head_bytes;
#endif
}

static void chunk_link(struct chunk **list, struct chunk *chunk)
{
    chunk->prev = NULL;
    chunk->next = *list;
    if (*list) (*list)->prev = chunk;
    *list = chunk;
}

static void chunk_unlink(struct chunk **list, struct chunk *chunk)
{
    if (chunk->prev)
        chunk->prev->next = chunk->next;
    else
        *list = chunk->next;
    if (chunk->next) chunk->next->prev = chunk->prev;
}

static char *chunk_block(struct chunk *chunk, unsigned bin, unsigned i)
{
    size_t offset = bin < TASK_BINS ? TASK_OFFSET : FRAME_OFFSET;
    return (char *)chunk + offset + (size_t)i * chunk->bytes;
}

static struct chunk *chunk_create(unsigned bin)
{
    struct chunk *chunk = cspi_aligned(chunk_align(), chunk_bytes());
    if (!chunk) return NULL;
    *chunk = (struct chunk){.bytes = (unsigned)bin_bytes(bin)};
    size_t offset = bin < TASK_BINS ? TASK_OFFSET : FRAME_OFFSET;
    chunk->capacity = (unsigned)((chunk_bytes() - offset) / chunk->bytes);
    return chunk;
}

static void *chunk_take(struct chunk *chunk, unsigned bin)
{
    void *block = chunk->free;
    if (block)
        chunk->free = *(void **)block;
    else
        block = chunk_block(chunk, bin, chunk->carved++);
    chunk->out++;
    return block;
}

// Up to n blocks as a list; NULL when memory is out. The state of a task's
// block stays TASK_FREE until the task exists.
static void *central_take(unsigned bin, unsigned n, unsigned *taken)
{
    struct central *central = &centrals[bin];
    void *list = NULL;
    *taken = 0;
    cspi_spin_lock_own(&central->lock);
    struct chunk *chunk = central->partial;
    if (!chunk) {
        chunk = chunk_create(bin);
        if (chunk) chunk_link(&central->partial, chunk);
    }
    for (; chunk && *taken < n && chunk->out < chunk->capacity; ++*taken) {
        bool fresh = !chunk->free;
        void *block = chunk_take(chunk, bin);
        if (fresh && bin < TASK_BINS) cspi_task_set_state(block, TASK_FREE);
        *(void **)block = list;
        list = block;
    }
    if (chunk && chunk->out == chunk->capacity) {
        chunk_unlink(&central->partial, chunk);
        chunk_link(&central->full, chunk);
    }
    cspi_spin_unlock(&central->lock);
    return list;
}

static void chunk_give(struct central *central, void *block)
{
    uintptr_t at = (uintptr_t)block & ~(uintptr_t)(chunk_align() - 1);
    struct chunk *chunk = (struct chunk *)at;
    if (chunk->out == chunk->capacity) {
        chunk_unlink(&central->full, chunk);
        chunk_link(&central->partial, chunk);
    }
    *(void **)block = chunk->free;
    chunk->free = block;
    bool only = central->partial == chunk && !chunk->next;
    if (--chunk->out > 0 || only) return;
    chunk_unlink(&central->partial, chunk);
    cspi_block_unpoison(chunk, chunk_bytes());
    cspi_free(chunk);
}

static void central_give(unsigned bin, void *list, unsigned n)
{
    struct central *central = &centrals[bin];
    cspi_spin_lock_own(&central->lock);
    for (; n > 0; n--) {
        void *block = list;
        list = *(void **)block;
        chunk_give(central, block);
    }
    cspi_spin_unlock(&central->lock);
}

static void bin_begin(struct bin *b, unsigned bin)
{
    if (b->most > 0) return;
    size_t bytes = cspi_is_static() ? BIN_STATIC_BYTES : BIN_BYTES;
    b->most = (unsigned)(bytes / bin_bytes(bin));
}

static __attribute__((noinline)) bool bin_fill(struct bin *b, unsigned bin)
{
    bin_begin(b, bin);
    b->free = central_take(bin, b->most / 2, &b->count);
    return b->free;
}

static inline void *bin_take(struct worker *worker, unsigned bin)
{
    unsigned taken;
    if (!worker) return central_take(bin, 1, &taken);
    struct bin *b = &worker->bins[bin];
    return b->free || bin_fill(b, bin) ? cspi_bin_pop(b) : NULL;
}

static __attribute__((noinline)) void bin_flush(struct bin *b, unsigned bin)
{
    bin_begin(b, bin);
    if (b->count < b->most) return;
    unsigned batch = b->most / 2;
    void *list = b->free, *last = list;
    for (unsigned i = 1; i < batch; i++)
        last = *(void **)last;
    b->free = *(void **)last;
    b->count -= batch;
    central_give(bin, list, batch);
}

static inline void bin_give(struct worker *worker, unsigned bin, void *block)
{
    poison(block, bin);
    if (!worker) {
        central_give(bin, block, 1);
        return;
    }
    struct bin *b = &worker->bins[bin];
    cspi_bin_push(b, block);
    if (b->count >= b->most) bin_flush(b, bin);
}

// A task too big or too strictly aligned for a class: one chunk, right before
// the header; `free` holds the address that malloc gave.
static __attribute__((noinline)) struct task *
big_task_alloc(size_t bytes, size_t align)
{
    size_t lead = align > CSP_BLOCK_ALIGN ? align : CSP_BLOCK_ALIGN;
    size_t whole = lead + bytes;
    char *base = cspi_aligned(lead, whole);
    if (!base) return NULL;
    char *block = base + lead - sizeof(struct task);
    struct chunk *chunk = (struct chunk *)(block - TASK_OFFSET);
    *chunk =
        (struct chunk){.free = base,
                       .bytes = whole < UINT_MAX ? (unsigned)whole : UINT_MAX,
                       .carved = 1,
                       .capacity = 1};
    ((struct task *)block)->bin = BIN_NONE;
    cspi_task_set_state((void *)block, TASK_FREE);
    cspi_spin_lock_own(&big_tasks.lock);
    chunk_link(&big_tasks.full, chunk);
    cspi_spin_unlock(&big_tasks.lock);
    return (struct task *)block;
}

static void big_task_free(struct task *task)
{
    struct chunk *chunk = (struct chunk *)((char *)task - TASK_OFFSET);
    cspi_spin_lock_own(&big_tasks.lock);
    chunk_unlink(&big_tasks.full, chunk);
    cspi_spin_unlock(&big_tasks.lock);
    cspi_free(chunk->free);
}

struct task *
cspi_task_alloc(struct worker *worker, size_t frame_bytes, size_t frame_align)
{
    size_t bytes = sizeof(struct task) + frame_bytes;
    if (frame_align > TASK_GRAIN) {
        if (frame_align > CSP_BLOCK_ALIGN)
            return big_task_alloc(frame_bytes, frame_align);
        bytes = round_up(bytes, frame_align);
    }
    bytes = round_up(bytes, TASK_GRAIN);
    // TSan keeps what it knows of memory until that is freed.
    if (bytes > SMALL_MAX || CSPI_FINDS_RACES)
        return big_task_alloc(frame_bytes, frame_align);
    unsigned bin = (unsigned)(bytes / TASK_GRAIN);
    struct task *task = bin_take(worker, bin);
    if (!task) return NULL;
    cspi_block_unpoison(task, sizeof(struct task) + frame_bytes);
    task->bin = (unsigned char)bin;
    return task;
}

size_t cspi_task_bytes(const struct task *task)
{
    if (task->bin != BIN_NONE) return bin_bytes(task->bin);
    return ((const struct chunk *)((const char *)task - TASK_OFFSET))->bytes;
}

void *cspi_task_end(const struct task *task)
{
    if (task->bin != BIN_NONE) return (char *)task + bin_bytes(task->bin);
    const struct chunk *chunk =
        (const struct chunk *)((const char *)task - TASK_OFFSET);
    return (char *)chunk->free + chunk->bytes;
}

void cspi_task_free(struct worker *worker, struct task *task)
{
    cspi_task_set_state(task, TASK_FREE);
    if (task->bin == BIN_NONE)
        big_task_free(task);
    else
        bin_give(worker, task->bin, task);
}

// 0: no class fits.
static unsigned frame_bin(size_t bytes, size_t align)
{
    if (align > CSP_BLOCK_ALIGN) return 0;
    if (align > FRAME_GRAIN) bytes = round_up(bytes, CSP_BLOCK_ALIGN);
    return cspi_frame_bin(bytes, FRAME_GRAIN);
}

void *cspi_frame_alloc(struct worker *worker, size_t bytes, size_t align)
{
    unsigned bin = frame_bin(bytes, align);
    if (bin == 0)
        return align > 16 ? cspi_aligned(align, bytes) : cspi_malloc(bytes);
    void *frame = bin_take(worker, bin);
    if (frame) cspi_block_unpoison(frame, bytes);
    return frame;
}

void cspi_frame_free(struct worker *worker, void *frame, size_t bytes,
                     size_t align)
{
    unsigned bin = frame_bin(bytes, align);
    if (bin == 0)
        cspi_free(frame);
    else
        bin_give(worker, bin, frame);
}

// -- the walk ----------------------------------------------------------------

static void visit_chunk(struct chunk *chunk, const struct chunk *copy,
                        void (*visit)(struct task *, void *), void *arg)
{
    struct task head;
    for (unsigned i = 0; i < copy->carved; i++) {
        struct task *task =
            (void *)((char *)chunk + TASK_OFFSET + (size_t)i * copy->bytes);
        if (!cspi_peek(&head, task, sizeof head)) return;
        if (cspi_task_state(&head) != TASK_FREE) visit(task, arg);
    }
}

static void visit_chunks(struct chunk *chunk,
                         void (*visit)(struct task *, void *), void *arg)
{
    enum { CHUNKS_MOST = 1 << 24 }; // before the list is damaged
    struct chunk copy;
    for (int i = 0; i < CHUNKS_MOST && chunk; i++, chunk = copy.next) {
        if (!cspi_peek(&copy, chunk, sizeof copy)) return;
        if (copy.carved > copy.capacity) return;
        visit_chunk(chunk, &copy, visit, arg);
    }
}

static void visit_central(struct central *central,
                          void (*visit)(struct task *, void *), void *arg)
{
    bool locked = cspi_spin_lock_if_free(&central->lock);
    visit_chunks(central->partial, visit, arg);
    visit_chunks(central->full, visit, arg);
    if (locked) cspi_spin_unlock(&central->lock);
}

void cspi_task_each(void (*visit)(struct task *task, void *arg), void *arg)
{
    cspi_peek_begin();
    for (unsigned bin = 0; bin < TASK_BINS; bin++)
        visit_central(&centrals[bin], visit, arg);
    visit_central(&big_tasks, visit, arg);
}

static void tell_pool(const struct chunk *chunk, const struct chunk *copy,
                      unsigned bin, void (*visit)(const struct pool *))
{
    uintptr_t at = (uintptr_t)chunk;
    struct pool pool = {.from = at,
                        .to = at + chunk_bytes(),
                        .first =
                            at + (bin < TASK_BINS ? TASK_OFFSET : FRAME_OFFSET),
                        .bytes = copy->bytes,
                        .count = copy->carved,
                        .tasks = bin < TASK_BINS};
    if (bin == BIN_COUNT) { // a task's own
        pool.from = (uintptr_t)copy->free;
        pool.to = pool.from + copy->bytes;
        pool.first = at + TASK_OFFSET;
        pool.bytes = pool.to - pool.first;
        pool.tasks = true;
    }
    visit(&pool);
}

static void tell_pools(const struct chunk *chunk, unsigned bin,
                       void (*visit)(const struct pool *))
{
    struct chunk copy;
    for (; chunk && cspi_peek(&copy, chunk, sizeof copy); chunk = copy.next)
        tell_pool(chunk, &copy, bin, visit);
}

void cspi_pool_each(void (*visit)(const struct pool *pool))
{
    cspi_peek_begin();
    for (unsigned bin = 0; bin < BIN_COUNT; bin++) {
        tell_pools(centrals[bin].partial, bin, visit);
        tell_pools(centrals[bin].full, bin, visit);
    }
    tell_pools(big_tasks.full, BIN_COUNT, visit);
}
