// SPDX-License-Identifier: MIT
// last.c: leaks are looked for once, when main has ended, or in exit. Owns what
// was found.
#include "loop/last.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "loop/halt.h"
#include "run/rt.h"

enum { STATUS = 23 }; // as LeakSanitizer has it

static atomic_uint looked;
static long found;
static pid_t owner; // a child that was forked has no other threads

void cspi_last_look(struct worker *worker)
{
    if (!cspi_rt.leaks || atomic_exchange(&looked, 1)) return;
    bool asked = cspi_rt.leaks != LEAKS_UNASKED;
    found = cspi_halt_leaks(worker, STDERR_FILENO, asked);
}

// What else was to be called at the end, earlier than this, is left out, as
// LeakSanitizer does.
static void at_exit(void)
{
    if (cspi_rt.ending || getpid() != owner) return;
    cspi_last_look(cspi_worker_here());
    if (found <= 0 || cspi_rt.leaks != LEAKS_END) return;
    fflush(NULL);
    _exit(STATUS);
}

void cspi_last_listen(void)
{
    if (!cspi_rt.leaks) return;
    owner = getpid();
    atexit(at_exit);
}
