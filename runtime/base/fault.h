// SPDX-License-Identifier: MIT
// fault.h: system calls that fail on purpose, for tests.
#ifndef CSP_RUNTIME_FAULT_H
#define CSP_RUNTIME_FAULT_H

#include <stdatomic.h>
#include <stdbool.h>

// Reads CSP_FAULT, "seed:permille" and, if not all kinds may fail,
// ":read,write"; what it should be, or NULL if it is.
const char *cspi_fault_init(const char *text);

extern atomic_uint cspi_fault_permille; // 0: none fails

// What becomes of a call of this kind, an enum csp__fault (csp/fd.h): 0, it is
// made; else what the kind tells. Any thread.
int cspi_fault_choose(int kind);

static inline bool cspi_fault_is_on(void)
{
    return atomic_load_explicit(&cspi_fault_permille, memory_order_relaxed);
}

static inline int cspi_fault(int kind)
{
    return cspi_fault_is_on() ? cspi_fault_choose(kind) : 0;
}

#endif
