// SPDX-License-Identifier: MIT
// arena.c: memory that is given back all at once. An arena is a list of
// chunks, each twice as large as the one before; the newest one serves small
// requests, a large request gets a chunk of its own. Everything handed out is
// zeroed and aligned for any type. It also holds die_at, the one way out when
// the tool itself is at fault.
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    FIRST_BYTES = 64 * 1024,
    CHUNK_BYTES = 1024 * 1024,
    LARGE_BYTES = CHUNK_BYTES / 4,
    FAULT_STATUS = 70
};

struct chunk {
    struct chunk *next;
    max_align_t bytes[];
};

struct arena {
    struct chunk *chunks; // all of them, for arena_destroy
    char *free, *end;     // what is left of the chunk for small requests
    size_t chunk_bytes;   // of that chunk
};

void die_at(const char *file, int line, const char *format, ...)
{
    va_list args;
    fflush(stdout);
    fprintf(stderr, "cspcc: internal error: %s:%d: ", file, line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(FAULT_STATUS);
}

struct arena *arena_create(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (!arena) die("out of memory");
    return arena;
}

void arena_destroy(struct arena *arena)
{
    struct chunk *next;
    if (!arena) return;
    for (struct chunk *chunk = arena->chunks; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    free(arena);
}

static void *chunk_add(struct arena *arena, size_t size)
{
    struct chunk *chunk = NULL;
    if (size <= SIZE_MAX / 2) chunk = calloc(1, sizeof *chunk + size);
    if (!chunk) die("out of memory (%zu bytes)", size);
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    return chunk->bytes;
}

// The system hands out all pages of a chunk at once for a fourth of what it
// takes to ask for each.
static void touch(char *begin, size_t size)
{
#ifdef MADV_POPULATE_WRITE
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t before = -(size_t)(uintptr_t)begin & (page - 1);
    if (size > before)
        madvise(begin + before, size - before, MADV_POPULATE_WRITE);
#else
    (void)begin, (void)size;
#endif
}

static void next_chunk(struct arena *arena)
{
    size_t bytes = arena->chunk_bytes ? arena->chunk_bytes * 2 : FIRST_BYTES;
    if (bytes > CHUNK_BYTES) bytes = CHUNK_BYTES;
    arena->free = chunk_add(arena, bytes);
    arena->end = arena->free + bytes;
    if (arena->chunk_bytes) touch(arena->free, bytes);
    arena->chunk_bytes = bytes;
}

static size_t rounded(size_t size)
{
    const size_t unit = _Alignof(max_align_t);
    return (size + (size == 0) + unit - 1) / unit * unit;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size >= LARGE_BYTES) return chunk_add(arena, size);
    size = rounded(size);
    while (size > (size_t)(arena->end - arena->free))
        next_chunk(arena);
    void *memory = arena->free;
    arena->free += size;
    return memory;
}

// Is there room behind it? It is taken then.
static bool
extend(struct arena *arena, const void *memory, size_t size, size_t more)
{
    if (!memory || (const char *)memory + rounded(size) != arena->free)
        return false;
    size_t added = rounded(more) - rounded(size);
    if (added > (size_t)(arena->end - arena->free)) return false;
    arena->free += added;
    return true;
}

void *arena_grow(struct arena *arena, void *memory, size_t size, size_t more)
{
    if (extend(arena, memory, size, more)) return memory;
    void *moved = arena_alloc(arena, more);
    if (memory) memcpy(moved, memory, size);
    return moved;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length) memcpy(copy, text, length);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    size_t left = (size_t)(arena->end - arena->free);
    va_copy(again, args);
    int length = vsnprintf(arena->free, left, format, again);
    va_end(again);
    if (length < 0) die("bad format '%s'", format);
    bool fits = (size_t)length < left && (size_t)length + 1 < LARGE_BYTES;
    if (!fits && left) memset(arena->free, 0, left);
    char *text = arena_alloc(arena, (size_t)length + 1);
    if (!fits) vsnprintf(text, (size_t)length + 1, format, args);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}
