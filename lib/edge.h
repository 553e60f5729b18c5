// SPDX-License-Identifier: MIT
// edge.h: what the locks of this library order, for ThreadSanitizer.
//
// The library that is linked with -fsanitize=thread is compiled without its
// checks, as the runtime is: the locks inside, of who waits in which line,
// order nothing between tasks. So what is promised is told: what came before a
// release of a cell, an address, comes before what follows an acquire of it.
#ifndef CSP_LIB_EDGE_H
#define CSP_LIB_EDGE_H

#include <csp_sync.h>

#ifdef CSP_RACES
void __tsan_acquire(void *cell);
void __tsan_release(void *cell);
#define edge_acquire(cell) __tsan_acquire(cell)
#define edge_release(cell) __tsan_release(cell)
#else
#define edge_acquire(cell) ((void)(cell))
#define edge_release(cell) ((void)(cell))
#endif

#endif
