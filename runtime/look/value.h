// SPDX-License-Identifier: MIT
// value.h: the variables in a frame, for people.
#ifndef CSP_RUNTIME_VALUE_H
#define CSP_RUNTIME_VALUE_H

#include <csp_abi.h>

struct chan;
struct out;
struct task;

// Those that `frame`, which is at `where`, keeps over its suspension, each in a
// line of its own that begins with `indent`.
void cspi_value_locals(struct out *out, const char *indent,
                       const struct csp_descriptor *coroutine,
                       const struct csp_frame *frame,
                       const struct csp_frame *where);

// What the first variable of that type, a pointer, leads to; NULL: there is
// none.
const void *cspi_value_of_type(const struct csp_descriptor *coroutine,
                               const struct csp_frame *frame,
                               const struct csp_frame *where, const char *type);

// The variable of a frame that leads to this channel, NULL: none does.
const struct csp_field *
cspi_value_of_chan(const struct csp_descriptor *coroutine,
                   const struct csp_frame *frame, const struct csp_frame *where,
                   const struct chan *chan);

#endif
