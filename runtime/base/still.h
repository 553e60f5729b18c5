// SPDX-License-Identifier: MIT
// still.h: all other threads stop where they are, by a signal, with their
// registers on their stacks.
#ifndef CSP_RUNTIME_STILL_H
#define CSP_RUNTIME_STILL_H

#include <stdbool.h>

// Stops those that are not spared; how many. Less than 0: one cannot be
// stopped, and all go on. Who calls allocates nothing and takes no lock of
// theirs until cspi_still_end.
int cspi_still_begin(bool (*spared)(int id));
void cspi_still_end(void);

// The kernel's id of one that has stopped, from 0.
int cspi_still_id(int number);

// Is there such a thread of the process?
bool cspi_still_has(int id);

// The stack pointer of a thread that waits in the kernel; 0: nobody knows.
unsigned long cspi_still_stack(int id);

#endif
