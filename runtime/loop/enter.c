// SPDX-License-Identifier: MIT
// enter.c: plain C runs a coroutine, and main is one: its thread becomes the
// first worker. Owns rt.main_root.
#include "loop/enter.h"

#include <errno.h>
#include <limits.h>

#include "run/blocking.h"
#include "run/fiber.h"
#include "loop/lend.h"
#include "loop/loop.h"
#include "run/mistake.h"
#include "run/rt.h"
#include "loop/shutdown.h"
#include "base/sys.h"
#include "run/task.h"
#include "run/thread.h"
#include "run/trace.h"
#include "run/worker.h"

struct csp_frame *cspi_enter(const struct csp_descriptor *coroutine)
{
    cspi_blocking_refuse(coroutine->name, coroutine->file,
                         (int)coroutine->line);
    if (cspi_self)
        cspi_mistake_here("%s:%u: %s is a coroutine; plain code that runs on a "
                          "worker cannot call it",
                          coroutine->file, coroutine->line, coroutine->name);
    if (atomic_load(&cspi_rt.stopped)) {
        cspi_lend_end();
        cspi_stop_at(coroutine->file, coroutine->line,
                     "%s called after the end of main", coroutine->name);
    }
    cspi_loop_init();
    bool is_main = coroutine->flags & CSP_COROUTINE_MAIN && !cspi_rt.main_root;
    struct worker *w = is_main ? cspi_worker_adopt() : NULL;
    struct task *task =
        cspi_task_spawn(w, coroutine, coroutine->file, (int)coroutine->line);
    cspi_task_set_kind(task, w ? TASK_MAIN : TASK_ENTERED, 0);
    task->err = errno;
    if (is_main) cspi_rt.main_root = cspi_task_root(task);
    return cspi_task_root(task);
}

void cspi_enter_wait(struct csp_frame *root)
{
    struct task *task = cspi_task_of_root(root);
    cspi_fiber_start(task);
    if (cspi_trace_is_on()) cspi_trace_born(cspi_self, task);
    if (cspi_task_kind(task) == TASK_MAIN) {
        struct worker *w = cspi_self;
        cspi_deque_push(&w->deque, task);
        cspi_loop_run(w);
        cspi_race_acquire(cspi_race_woken(task));
        atomic_store(&cspi_rt.main_returned, 1);
        cspi_futex_wake(&cspi_rt.main_returned, INT_MAX);
        return;
    }
    struct thread self;
    cspi_thread_enter(&self, task);
    cspi_worker_ensure();
    cspi_thread_wait(&self);
}

void cspi_enter_leave(struct csp_frame *root)
{
    struct task *task = cspi_task_of_root(root);
    int err = task->err;
    if (cspi_task_kind(task) == TASK_MAIN) {
        cspi_shutdown();
        cspi_blocking_stop();
        cspi_task_destroy(cspi_self, task);
        cspi_bias_leave();
        cspi_worker_unbind();
    } else {
        cspi_task_destroy(NULL, task);
    }
    errno = err;
}
