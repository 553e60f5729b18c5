// SPDX-License-Identifier: MIT
// monitor.c: what lib/ and the macros of csp_sync.h make monitors, links and
// case_join of. Owns nothing.
#include "base/public.h"
#include <csp_sync.h>

#include "base/stop.h"
#include "run/ready.h"
#include "run/rt.h"
#include "run/worker.h"
#include "sync/cancel.h"
#include "sync/ended.h"
#include "sync/join.h"
#include "sync/promise.h"

void *
csp__task_exit(void *task, uint32_t result_bytes, const char *file, int line)
{
    if (!task) return NULL;
    struct chan *promise = cspi_ended_find(task);
    if (promise) return promise;
    promise = cspi_ended_promise(result_bytes);
    if (!promise) cspi_stop_at(file, line, "out of memory");
    struct csp_exit exit;
    enum watch now = cspi_join_watch(task, promise, &exit, file, line);
    if (now == WATCH_OTHER) {
        csp__release(promise, file, line);
        return cspi_ended_find(task);
    }
    if (now == WATCH_OVER) {
        cspi_promise_put(cspi_self, promise, &exit);
        csp__release(promise, file, line);
    }
    return promise;
}

void csp__cancel_running(void *task, void *promise)
{
    struct worker *w = cspi_worker_here();
    struct brood *held = NULL;
    struct task *claimed = cspi_ended_cancel(task, promise, &held);
    if (claimed && cspi_cancel_undo(claimed, &held))
        cspi_ready_wake(w, claimed);
    cspi_cancel_held(w, held);
}
