// SPDX-License-Identifier: MIT
// end.c: who has to know that a task has ended. Owns nothing.
#include "loop/end.h"

#include "loop/last.h"
#include "loop/lend.h"
#include "run/block.h"
#include "sync/group.h"
#include "sync/join.h"
#include "sync/par.h"
#include "run/task.h"
#include "run/thread.h"
#include "run/wake.h"

void cspi_end_task(struct worker *worker, struct task *task, bool unwound)
{
    enum task_kind kind = cspi_task_kind(task);
    cspi_count(&worker->died);
    if (kind == TASK_LOOSE) {
        cspi_task_free(worker, task);
        return;
    }
    if (kind == TASK_EMBEDDED || kind == TASK_COUNTED) {
        cspi_par_ended(worker, task);
        return;
    }
    if (kind == TASK_CHILD || kind == TASK_HELD) {
        cspi_group_ended(worker, task, unwound);
        return;
    }
    if (kind == TASK_HANDLE) {
        cspi_join_ended(worker, task, unwound);
        return;
    }
    // For the report: it waits for nothing.
    cspi_task_set_state(task, TASK_FREE);
    task->err = *worker->errno_at; // for who has entered it
    if (kind == TASK_MAIN) {
        cspi_last_look(worker);
        worker->poll_at = atomic_load(&worker->ticks); // at once
        worker->ended_main = true;
        atomic_store(&cspi_rt.stopped, 1);
        cspi_wake_all();
        cspi_lend_stop();
    } else {
        cspi_thread_root_ended(task);
    }
}
