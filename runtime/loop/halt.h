// SPDX-License-Identifier: MIT
// halt.h: all workers stand still while somebody looks at the tasks.
#ifndef CSP_RUNTIME_HALT_H
#define CSP_RUNTIME_HALT_H

#include "run/rt.h"

enum halt {          // in rt.halt
    HALT_STAND = 1,  // who is between two turns stays there
    HALT_DUMP = 2,   // .. writes a dump first: a signal has asked for one
    HALT_FORKED = 4, // .. ends the process: see forked.h
};

void cspi_halt_slow(struct worker *worker);

// By a worker between two turns.
static inline void cspi_halt_here(struct worker *worker)
{
    if (__builtin_expect(atomic_load(&cspi_rt.halt) != 0, 0))
        cspi_halt_slow(worker);
}

// Writes a dump while the others stand. worker: the caller, between two turns
// or in one; NULL: no worker calls.
void cspi_halt_dump(struct worker *worker, int fd);

// Writes likewise which tasks leak; how many, -1: nobody can tell, which it
// writes if `asked`. Other threads stand meanwhile, too.
long cspi_halt_leaks(struct worker *worker, int fd, bool asked);

// SIGQUIT asks for a dump on standard error, unless the program wants something
// else of it.
void cspi_halt_listen(void);

#endif
