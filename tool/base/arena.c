// SPDX-License-Identifier: MIT
// arena.c: memory that is given back all at once. An arena is a list of
// chunks; the newest one serves small requests, a large request gets a chunk
// of its own. Everything handed out is zeroed and aligned for any type. It
// also holds die_at, the one way out when the tool itself is at fault.
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 256 * 1024, FAULT_STATUS = 70 };

struct chunk {
    struct chunk *next;
    max_align_t bytes[];
};

struct arena {
    struct chunk *chunks; // all of them, for arena_destroy
    char *free, *end;     // what is left of the chunk for small requests
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

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t unit = _Alignof(max_align_t);
    if (size >= CHUNK_BYTES / 4) return chunk_add(arena, size);
    size = (size + (size == 0) + unit - 1) / unit * unit;
    if (!arena->free || size > (size_t)(arena->end - arena->free)) {
        arena->free = chunk_add(arena, CHUNK_BYTES);
        arena->end = arena->free + CHUNK_BYTES;
    }
    void *memory = arena->free;
    arena->free += size;
    return memory;
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
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) die("bad format '%s'", format);
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, args);
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
