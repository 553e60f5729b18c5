// SPDX-License-Identifier: MIT
// copy.h: one runtime in a process, and all of it.
#ifndef CSP_RUNTIME_COPY_H
#define CSP_RUNTIME_COPY_H

// Stops the program if another of its files (the program itself, a library)
// has a runtime of its own that is in use: the tasks of one would not exist
// for the other. Any thread; looks once.
void cspi_copy_check(void);

// A name of each member of the archive that the others may not ask for, so that
// who takes one takes all. For the linker: nobody calls through it.
extern void (*const cspi_members[])(void);

#endif
