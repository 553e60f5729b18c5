// SPDX-License-Identifier: MIT
// told.h: what a worker tells of its turns, if it is to.
#ifndef CSP_RUNTIME_TOLD_H
#define CSP_RUNTIME_TOLD_H

#include <stdbool.h>

struct task;
struct worker;

// The task's turn begins; at_once: right behind the last one.
void cspi_told_turn(struct worker *worker, struct task *task, bool at_once);

// It ends: the task is about to wait, gives way, has ended.
void cspi_told_waits(struct worker *worker, struct task *task);
void cspi_told_yields(struct worker *worker, const struct task *task);
void cspi_told_ends(struct worker *worker, const struct task *task);

#endif
