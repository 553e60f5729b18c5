// SPDX-License-Identifier: MIT
// birth.h: where and when tasks were started, by whom, and since when they
// wait: under CSP_DUMP=2.
//
// The head of a task has no room for it, so it is noted in a table by the
// task's address. A note stays when its task ends, until another task is born
// at that address.
#ifndef CSP_RUNTIME_BIRTH_H
#define CSP_RUNTIME_BIRTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "run/rt.h"

struct birth {
    _Atomic(const struct task *) task; // NULL: none is noted here
    const char *file;                  // NULL: nobody knows
    uint32_t line;
    unsigned long number;    // from 1
    unsigned long by;        // the number of who started it; 0: a thread
    const struct task *from; // .. and its address
    int64_t at;              // of the program's time, see run/clock.h
    int64_t waits;           // likewise, of its last wait: since when
};

// Of a new task, by who starts it.
void cspi_birth_note(const struct task *task, const char *file, long line);

static inline void
cspi_birth(const struct task *task, const char *file, long line)
{
    if (__builtin_expect(cspi_rt.births, 0)) cspi_birth_note(task, file, line);
}

// The task begins to wait: before others can find it.
void cspi_birth_waits(const struct task *task);

// The table, and how much memory that is; NULL: there is none.
const void *cspi_birth_table(size_t *bytes);

// Its note; NULL: there is none.
const struct birth *cspi_birth_of(const struct task *task);

// The one of that number, by a look at all.
const struct birth *cspi_birth_numbered(unsigned long number);

#endif
