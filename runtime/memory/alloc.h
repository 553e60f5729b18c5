// SPDX-License-Identifier: MIT
// alloc.h: all memory of the runtime passes here. block.h carves tasks and
// frames from it.
#ifndef CSP_RUNTIME_ALLOC_H
#define CSP_RUNTIME_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

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

#endif
