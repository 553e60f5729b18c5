// SPDX-License-Identifier: MIT
// promise.h: channels on which one value is put, for all who receive.
#ifndef CSP_RUNTIME_PROMISE_H
#define CSP_RUNTIME_PROMISE_H

#include <stdbool.h>

struct chan;
struct worker;

// Puts the value, which is copied; false: it has one, or is closed. No lock is
// held. worker NULL: any thread.
bool cspi_promise_put(struct worker *worker, struct chan *c, const void *value);

#endif
