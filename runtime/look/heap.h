// SPDX-License-Identifier: MIT
// heap.h: where the blocks of malloc lie, as far as that can be told.
//
// Of glibc's (heap.c), whose blocks stand side by side, each with its size
// before it; a heap whose chain of sizes does not end where the heap does is
// none. And of AddressSanitizer's (shadow.c). While nobody allocates.
#ifndef CSP_RUNTIME_HEAP_H
#define CSP_RUNTIME_HEAP_H

#include <stdbool.h>
#include <stdint.h>

enum {
    HEAP_GRAIN = 16,       // of a block
    HEAP_HEAD = 16,        // .. before its content
    HEAP_ALIGN = 64 << 20, // of a heap that is not brk's
};

// What cspi_heap_find needs from malloc itself; before it is called first.
void cspi_heap_prepare(void);

// The next heap in a mapping, from *at on: its first block is at *at, it ends
// at *end. `brk`: the mapping is that of brk. False: there is none.
bool cspi_heap_find(uintptr_t *at, uintptr_t *end, uintptr_t to, bool brk);

// The block behind the one at `at`, which becomes *used if it is not known to
// be free.
uintptr_t cspi_heap_next(uintptr_t at, uintptr_t end, bool *used);

// Where its content ends.
uintptr_t cspi_heap_end(uintptr_t at);

// From where on malloc's own is before the first block.
uintptr_t cspi_heap_own(uintptr_t at, bool brk);

// Has a sanitizer forbidden the word? Then what is there is left over.
bool cspi_heap_hides(uintptr_t at);

// Is that memory what a sanitizer notes of other memory?
bool cspi_heap_is_shadow(uintptr_t from, uintptr_t to);

#endif
