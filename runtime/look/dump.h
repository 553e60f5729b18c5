// SPDX-License-Identifier: MIT
// dump.h: the tasks of a program that stands still, for people.
#ifndef CSP_RUNTIME_DUMP_H
#define CSP_RUNTIME_DUMP_H

#include <stdbool.h>

#include "run/task.h"

// What a task does, in the report's words.
const char *cspi_dump_text(enum task_state state);

struct out;

// Writes all tasks, those together that do the same in the same
// functions: a line with function, file:line, what it waits on, and below it
// who they are, more of what they wait on, and the functions with their
// variables. Of a program that stands still, as far as it does: nothing goes
// wrong whatever state it is in, and nothing is allocated. One thread at a
// time.
void cspi_dump_write(struct out *out);

// The same of some tasks, which leak: "csp: leak: FUNCTION at FILE:LINE ...".
void cspi_dump_leaks(struct out *out, bool (*leaks)(const struct task *task));

#endif
