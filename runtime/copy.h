// SPDX-License-Identifier: MIT
// copy.h: one runtime in a process, and all of it.
#ifndef CSP_RUNTIME_COPY_H
#define CSP_RUNTIME_COPY_H

// Stops the program if another of its files (the program itself, a library)
// has a runtime of its own that is in use: the tasks of one would not exist
// for the other. Any thread; looks once.
void cspi_copy_check(void);

#endif
