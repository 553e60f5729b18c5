// SPDX-License-Identifier: MIT
// state.c: what one task does, for people who have its handle and ask while it
// runs. Owns nothing, and a task that nobody asks about pays nothing.
//
// Frames belong to whoever runs the task, so only those of one that waits are
// read, and only when its wait is open and is kept so meanwhile (scope.h); all
// tasks with a handle may be cancelled, so all their waits are open.
#include "base/public.h"
#include "base/stop.h"
#include "look/dump.h"
#include "run/registry.h"
#include "run/rt.h"
#include "run/scope.h"
#include "run/worker.h"
#include "sync/join.h"

static enum csp_is doing(const struct task *task, enum task_state state)
{
    if (state >= TASK_SEND) return CSP_IS_BLOCKED;
    // Its end is under way.
    if (state == TASK_FREE || cspi_worker_runs(task)) return CSP_IS_RUNNING;
    return state == TASK_NEW ? CSP_IS_NEW : CSP_IS_READY;
}

// Its state; and *leaf becomes a copy of its innermost frame that is none of
// the library's, if that can be read.
static enum task_state read_task(struct task *task, struct csp_frame *leaf)
{
    enum task_state state = cspi_task_state(task);
    if (state < TASK_SEND || !cspi_scope_freeze(task)) return state;
    *leaf = *cspi_registry_users(cspi_task_at(task), cspi_task_root(task));
    state = cspi_task_state(task);
    cspi_scope_thaw(task);
    return state;
}

static struct csp_state look(struct task *task, unsigned handle)
{
    // Its step stays what it was born with.
    struct csp_frame frame = {.step = cspi_task_root(task)->step};
    struct csp_state seen = {.is = CSP_IS_DONE};
    if (handle & HANDLE_UNWOUND) seen.is = CSP_IS_CANCELLED;
    if (!(handle & HANDLE_ENDED)) {
        enum task_state state = read_task(task, &frame);
        seen.is = doing(task, state);
        if (seen.is == CSP_IS_BLOCKED) seen.operation = cspi_dump_text(state);
    }
    struct place at = cspi_registry_place(&frame);
    seen.line = (int)at.line;
    seen.function = at.name;
    seen.file = at.file;
    seen.operand = at.what;
    return seen;
}

struct csp_state csp__state(void *handle, const char *file, int line)
{
    if (!handle) cspi_stop_at(file, line, "csp_state of a NULL task");
    return look(cspi_task_of_root(handle), cspi_join_look(handle, file, line));
}
