// SPDX-License-Identifier: MIT
// around.h: the scopes and the group around a task, for people.
#ifndef CSP_RUNTIME_AROUND_H
#define CSP_RUNTIME_AROUND_H

#include <stdbool.h>

struct brood;
struct out;
struct stack;

// The line of the innermost one; 0: there is none.
unsigned cspi_around_line(const struct stack *stack);

// Whose child or branch it is, and what it is to that; NULL: nobody's.
const struct task *
cspi_around_parent(const struct stack *stack, const char **what);

// Among whose children or branches it is; false: it is nobody's.
bool cspi_around_brood(const struct stack *stack, struct brood *copy);

// Is it in a group that people have a number of, by which they may start more?
bool cspi_around_is_open(const struct stack *stack);

// ", within at FILE:LINE (350 ms more), child of the group at FILE:LINE", from
// the inside out, at most AROUND_MAX of them.
void cspi_around_print(struct out *out, const struct stack *stack);

#endif
