// SPDX-License-Identifier: MIT
// forked.c: fork. Where there was one task and no thread but its own, as in a
// program that makes a daemon of itself, or a process for each client, the
// child goes on as the parent does, with a poller of its own: the parent's
// would take its events away. Otherwise the child has locks, tasks and queues
// of threads that it has not, so its task may do what does not wait, exec or
// _exit; that it waits is told.
//
// Owns what is known of the task that has forked.
#include "loop/forked.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/bias.h"
#include "base/stop.h"
#include "io/fd.h"
#include "io/poller.h"
#include "loop/halt.h"
#include "run/blocking.h"
#include "run/registry.h"
#include "run/rt.h"
#include "run/task.h"

static _Thread_local bool whole; // between before_fork and the child
static struct task *forker;
static unsigned long died; // tasks, before it

static bool is_alone(void)
{
    return cspi_self && cspi_task_count() <= 1 &&
           atomic_load(&cspi_rt.started) == 1 && !cspi_rt.blocked &&
           !cspi_rt.spares && cspi_blocking_threads() == 0 &&
           !atomic_load(&cspi_rt.watchdog) && !atomic_load(&cspi_rt.viewer);
}

static void before_fork(void)
{
    whole = is_alone();
}

static void in_child(void)
{
    struct worker *w = cspi_self;
    cspi_bias_forked();
    if (!w) return;
    if (whole) {
        cspi_fd_forget_all();
        cspi_poller_renew();
        return;
    }
    forker = w->task;
    died = atomic_load(&w->died);
    w->poll_at = atomic_load(&w->ticks); // at once
    atomic_fetch_or(&cspi_rt.halt, HALT_FORKED);
}

// The last thread of a process ends it. The place is the program's, not the
// library's.
void cspi_forked_stop(struct worker *w)
{
    if (!forker || atomic_load(&w->died) != died) exit(0);
    struct place place = cspi_registry_place(
        cspi_registry_users(cspi_task_at(forker), cspi_task_root(forker)));
    cspi_stop_at(place.file, place.line,
                 "a wait in a process that fork has made beside other tasks or "
                 "threads: it can do no more than exec or _exit");
}

void cspi_forked_listen(void)
{
    pthread_atfork(before_fork, NULL, in_child);
}
