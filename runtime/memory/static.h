// SPDX-License-Identifier: MIT
// static.h: memory that the program has set aside, by CSP_STATIC of csp.h.
#ifndef CSP_RUNTIME_STATIC_H
#define CSP_RUNTIME_STATIC_H

#include <stdbool.h>
#include <stddef.h>

// The program's, if it has any.
extern char csp__static[] __attribute__((weak));
extern const size_t csp__static_bytes __attribute__((weak));

static inline bool cspi_is_static(void)
{
    return &csp__static_bytes != NULL;
}

enum { CSPI_STATIC_HEAD = 16 }; // before each block

// NULL when they are used up; align: a power of two. Any thread.
void *cspi_static_take(size_t align, size_t bytes);
void cspi_static_give(void *block);

#endif
