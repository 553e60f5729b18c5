// SPDX-License-Identifier: MIT
// promise.c: channels of one value, which a receive leaves where it is.
//
// Owns nothing. The ring has room for one value, and once that is put its
// `count` is so high that no receive ever brings it down to 0.
#include "sync/promise.h"

#include "base/public.h"
#include <csp_sync.h>

#include "base/stop.h"
#include "run/rt.h"
#include "sync/edge.h"

void *csp__promise(size_t element_bytes, const char *file, int line)
{
    struct chan *c = csp__make(element_bytes, 1, file, line);
    if (c) c->mode = CHAN_PROMISE;
    return c;
}

bool cspi_promise_put(struct worker *worker, struct chan *c, const void *value)
{
    struct waiter *woken = NULL;
    if (!cspi_chan_lock(c)) return false;
    bool first = !c->closed && c->count == 0;
    if (first) {
        cspi_edge_put(c, 0);
        cspi_copy(cspi_chan_slot(c, 0), value, c->elem_bytes);
        cspi_chan_set_count(c, CSP__GATE_OPEN);
        cspi_waiter_claim_all(&c->receivers, &woken);
        for (struct waiter *w = woken; w; w = w->next)
            cspi_copy(cspi_waiter_value(w, false), value, c->elem_bytes);
    }
    cspi_spin_unlock(&c->lock);
    cspi_waiter_wake_all(worker, woken);
    return first;
}

bool csp__promise_put(void *promise, const void *value, const char *file,
                      int line)
{
    struct chan *c = promise;
    if (!c) cspi_stop_at(file, line, "promise_put of a NULL promise");
    cspi_chan_lock_at(c, "promise_put", file, line);
    bool is_promise = c->mode == CHAN_PROMISE;
    cspi_spin_unlock(&c->lock);
    if (!is_promise)
        cspi_stop_at(file, line, "promise_put on what is no promise (%p)",
                     promise);
    return cspi_promise_put(cspi_self, c, value);
}

void csp__promise_close(void *promise, const char *file, int line)
{
    csp__close(promise, file, line);
}
