// SPDX-License-Identifier: MIT
// reach.h: what memory the program can still come to, from where it runs.
//
// Any word that looks like an address counts as one, so what is reached may be
// more than what is used, never less. While everything stands, and one thread
// at a time.
#ifndef CSP_RUNTIME_REACH_H
#define CSP_RUNTIME_REACH_H

#include <stdbool.h>
#include <stdint.h>

struct task;

// Before the threads stand: what may allocate.
void cspi_reach_prepare(void);

// Reads what memory there is. False: the system does not tell.
bool cspi_reach_begin(void);

// The stack of a thread from `low` on is not in use below `sp`.
void cspi_reach_stack(uintptr_t low, uintptr_t sp);

// A task in its parent's frame: memory of its own from there to there.
void cspi_reach_branch(uintptr_t from, uintptr_t to);

// A thread has stopped in the middle of something, which may be an operation of
// the runtime; its stack is in use from `sp` on, 0: nobody knows where.
void cspi_reach_thread(uintptr_t sp);

// From now on all are known. Follows what globals and stacks lead to.
void cspi_reach_roots(void);

// The task can go on; what it keeps is reached, and what that leads to.
void cspi_reach_task(const struct task *task);

// Has it been reached? What is in no block always is.
bool cspi_reached(const void *address);

// False: memory was out, so nobody knows.
bool cspi_reach_end(void);

#endif
