// SPDX-License-Identifier: MIT
// thread.c: how foreign threads wait: listed, and woken.
//
// Owns rt.blocked, the list of threads that wait inside the runtime. Invariant:
// a thread is listed from before it can be woken until its waker takes it out,
// so that a deadlock check, which holds rt.idle, never takes a thread that is
// about to run for a blocked one.
#include "run/thread.h"

#include "base/race.h"
#include "run/blocking.h"
#include "run/inject.h"
#include "run/rt.h"
#include "base/sys.h"
#include "run/task.h"
#include "run/wake.h"

// rt.idle is held.
static void list(struct thread *thread, struct csp_frame *root)
{
    *thread = (struct thread){.id = cspi_thread_id(), .root = root};
    thread->next = cspi_rt.blocked;
    if (thread->next) thread->next->prev = thread;
    cspi_rt.blocked = thread;
    thread->counted = cspi_blocking_on_pool();
    if (thread->counted) atomic_fetch_sub(&cspi_rt.jobs, 1);
}

void cspi_thread_prepare(struct thread *thread)
{
    cspi_race_release(cspi_race_parked(thread));
    pthread_mutex_lock(&cspi_rt.idle);
    list(thread, NULL);
    cspi_wake_recheck();
    pthread_mutex_unlock(&cspi_rt.idle);
}

void cspi_thread_enter(struct thread *thread, struct task *task)
{
    pthread_mutex_lock(&cspi_rt.idle);
    list(thread, cspi_task_root(task));
    // A check for a deadlock sees both or neither.
    cspi_inject((struct batch){.first = task, .last = task, .n = 1});
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_notify();
}

int cspi_thread_wait(struct thread *thread)
{
    // Acquire pairs with cspi_thread_wake: the result is there.
    while (!atomic_load_explicit(&thread->done, memory_order_acquire))
        cspi_futex_wait(&thread->done, 0, CSPI_NEVER);
    cspi_race_acquire(cspi_race_woken(thread));
    return thread->result;
}

// rt.idle is held.
static void unlist(struct thread *thread)
{
    if (thread->prev)
        thread->prev->next = thread->next;
    else
        cspi_rt.blocked = thread->next;
    if (thread->next) thread->next->prev = thread->prev;
    if (thread->counted) atomic_fetch_add(&cspi_rt.jobs, 1);
}

static void let_go(struct thread *thread, int result)
{
    thread->result = result;
    cspi_race_release(cspi_race_woken(thread));
    atomic_store_explicit(&thread->done, 1, memory_order_release);
    cspi_futex_wake(&thread->done, 1);
}

void cspi_thread_wake(struct thread *thread, int result)
{
    pthread_mutex_lock(&cspi_rt.idle);
    unlist(thread);
    pthread_mutex_unlock(&cspi_rt.idle);
    let_go(thread, result);
}

void cspi_thread_root_ended(struct task *task)
{
    struct csp_frame *root = cspi_task_root(task);
    pthread_mutex_lock(&cspi_rt.idle);
    struct thread *thread = cspi_rt.blocked;
    while (thread && thread->root != root)
        thread = thread->next;
    if (thread) unlist(thread);
    pthread_mutex_unlock(&cspi_rt.idle);
    if (thread) let_go(thread, 0);
}
