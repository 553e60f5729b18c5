// SPDX-License-Identifier: MIT
// scratch.c: memory that C would take from the stack of a function: arrays of
// variable length, one block each, and alloca, a list in the frame that the
// end of the function gives back. Owned by one frame, so there is no lock.
#include "memory/alloc.h"
#include "base/public.h"
#include "base/stop.h"

struct piece {
    struct piece *next;
    _Alignas(16) char bytes[];
};

void *csp_rt_scratch(csp_size bytes, const char *file, csp_u32 line)
{
    void *memory = cspi_malloc(bytes ? bytes : 1);
    if (!memory)
        cspi_stop_at(file, line,
                     "out of memory: an array of variable length (%zu bytes)",
                     (size_t)bytes);
    return memory;
}

// align: a power of two.
void *csp_rt_scratch_aligned(csp_size bytes, csp_size align, const char *file,
                             csp_u32 line)
{
    if (align < sizeof(void *)) align = sizeof(void *);
    void *memory = cspi_aligned(align, bytes ? bytes : 1);
    if (!memory) cspi_stop("%s:%u: out of memory", file, line);
    return memory;
}

void csp_rt_scratch_free(void *memory)
{
    cspi_free(memory);
}

void *csp_rt_alloca(void **list, const char *file, csp_u32 line, csp_size bytes)
{
    size_t whole;
    struct piece *piece = NULL;
    if (!__builtin_add_overflow(sizeof *piece, bytes, &whole))
        piece = cspi_malloc(whole);
    if (!piece)
        cspi_stop_at(file, line, "out of memory: alloca (%zu bytes)",
                     (size_t)bytes);
    piece->next = *list;
    *list = piece;
    return piece->bytes;
}

void csp_rt_alloca_free(void **list)
{
    while (*list) {
        struct piece *piece = *list;
        *list = piece->next;
        cspi_free(piece);
    }
}
