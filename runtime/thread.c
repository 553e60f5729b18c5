// SPDX-License-Identifier: MIT
// thread.c: how foreign threads wait: for a task they entered, for a channel.
//
// Owns rt.blocked, the list of threads that wait inside the runtime. Invariant:
// a thread is listed from before it can be woken until its waker takes it out,
// so that a deadlock check, which holds rt.idle, never takes a thread that is
// about to run for a blocked one.
#include "thread.h"

#include "public.h"
#include <stdlib.h>

#include "blocking.h"
#include "chan.h"
#include "inject.h"
#include "park.h"
#include "rt.h"
#include "schedule.h"
#include "stop.h"
#include "sys.h"
#include "task.h"

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
    pthread_mutex_lock(&cspi_rt.idle);
    list(thread, NULL);
    cspi_park_recheck();
    pthread_mutex_unlock(&cspi_rt.idle);
}

void cspi_thread_enter(struct thread *thread, struct task *task)
{
    pthread_mutex_lock(&cspi_rt.idle);
    list(thread, cspi_task_root(task));
    cspi_inject(task, task, 1); // a check for a deadlock sees both or neither
    pthread_mutex_unlock(&cspi_rt.idle);
    cspi_notify();
}

int cspi_thread_wait(struct thread *thread)
{
    // Acquire pairs with cspi_thread_wake: the result is there.
    while (!atomic_load_explicit(&thread->done, memory_order_acquire))
        cspi_futex_wait(&thread->done, 0, CSPI_NEVER);
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

// -- channels ----------------------------------------------------------------

static void must_be_foreign(const char *what, const char *file, int line)
{
    cspi_blocking_refuse(what, file, line);
    if (cspi_self)
        cspi_stop_at(file, line, "%s in code that runs on a worker", what);
}

// Parks for good: nothing ever happens on a NULL channel.
static int wait_for_ever(void)
{
    struct thread self;
    cspi_thread_prepare(&self);
    cspi_sched_ensure_worker(); // who tells if nobody can ever wake it
    return cspi_thread_wait(&self);
}

// The channel's lock is held.
static int wait_in(struct chan *c, struct queue *queue, void *value)
{
    struct thread self;
    struct waiter waiter = {.who = (uintptr_t)&self | WAITER_THREAD,
                            .value = value};
    cspi_thread_prepare(&self);
    cspi_queue_add(queue, &waiter);
    cspi_spin_unlock(&c->lock);
    cspi_sched_ensure_worker();
    return cspi_thread_wait(&self);
}

bool csp__send_thread(void *chan, const void *value, const char *file, int line)
{
    must_be_foreign("chan_send_thread", file, line);
    cspi_rt_init();
    struct chan *c = chan;
    if (!c) return wait_for_ever();
    struct rest rest;
    cspi_rest_init(&rest);
    cspi_chan_lock_at(c, "chan_send_thread", file, line);
    enum chan_try done = cspi_chan_try_send(c, value, &rest);
    if (done == CHAN_WAIT)
        return wait_in(c, &c->senders, (void *)(uintptr_t)value) > 0;
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(NULL, &rest);
    return done == CHAN_DONE;
}

bool csp__recv_thread(void *chan, void *value, const char *file, int line)
{
    must_be_foreign("chan_recv_thread", file, line);
    cspi_rt_init();
    struct chan *c = chan;
    if (!c) return wait_for_ever();
    struct rest rest;
    cspi_rest_init(&rest);
    cspi_chan_lock_at(c, "chan_recv_thread", file, line);
    enum chan_try done = cspi_chan_try_recv(c, value, &rest);
    if (done == CHAN_WAIT) return wait_in(c, &c->receivers, value) > 0;
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(NULL, &rest);
    return done == CHAN_DONE;
}
