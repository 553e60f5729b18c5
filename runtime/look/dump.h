// SPDX-License-Identifier: MIT
// dump.h: the tasks of a stopped program, for people.
#ifndef CSP_RUNTIME_DUMP_H
#define CSP_RUNTIME_DUMP_H

#include <stdio.h>

// One line for each task that waits: function, file:line, what it waits on;
// equal ones together. Only while nothing runs. Allocates nothing.
void cspi_dump_tasks(FILE *out);

#endif
