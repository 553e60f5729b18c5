// SPDX-License-Identifier: MIT
// waits.h: what a task waits on, for people.
#ifndef CSP_RUNTIME_WAITS_H
#define CSP_RUNTIME_WAITS_H

struct out;
struct stack;

// In the line of the task itself: " (channel 0x...)", " (fd 5 readable)".
void cspi_waits_short(struct out *out, const struct stack *stack);

// In lines of their own: the channel with its type and who else waits there,
// the cases of a select, the time that is left.
void cspi_waits_long(struct out *out, const char *indent,
                     const struct stack *stack);

#endif
