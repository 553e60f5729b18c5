// SPDX-License-Identifier: MIT
// forked.h: what a process that fork has made may do.
#ifndef CSP_RUNTIME_FORKED_H
#define CSP_RUNTIME_FORKED_H

struct worker;

// From now on.
void cspi_forked_listen(void);

// In such a process, beside which other tasks or threads were: the worker is
// between two turns. The task that has forked waits, or has ended.
__attribute__((noreturn)) void cspi_forked_stop(struct worker *worker);

#endif
