// SPDX-License-Identifier: MIT
// peek.h: memory read so that nothing can go wrong, whatever is in the
// program's pointers.
//
// What is read is as of the last cspi_peek_begin, or later. One thread at a
// time.
#ifndef CSP_RUNTIME_PEEK_H
#define CSP_RUNTIME_PEEK_H

#include <stdbool.h>
#include <stddef.h>

// Forgets what was read.
void cspi_peek_begin(void);
// Gives back what it needed.
void cspi_peek_end(void);

// Copies so many bytes from there; false: they cannot be read.
bool cspi_peek(void *to, const void *from, size_t bytes);

// Of what is a copy of the program's memory: it leads to what that leads to,
// and is no use of it. See look/reach.c.
#define CSPI_COPIES __attribute__((section("csp_copies")))

#endif
