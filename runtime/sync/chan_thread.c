// SPDX-License-Identifier: MIT
// chan_thread.c: channels for foreign threads: their nodes lie on their stacks.
// Owns nothing.
#include "sync/chan_thread.h"

#include "run/blocking.h"
#include "sync/chan.h"
#include "sync/gate.h"
#include "run/rt.h"
#include "base/stop.h"
#include "run/thread.h"
#include "run/worker.h"

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
    cspi_worker_ensure(); // who tells if nobody can ever wake it
    return cspi_thread_wait(&self);
}

// The channel's lock is held.
static int wait_in(struct chan *c, struct queue *queue, void *value)
{
    struct thread self;
    struct waiter waiter = {.who = (uintptr_t)&self | WAITER_THREAD | WAITER_AT,
                            .value = value};
    cspi_thread_prepare(&self);
    cspi_queue_add(queue, &waiter);
    cspi_spin_unlock(&c->lock);
    cspi_worker_ensure();
    return cspi_thread_wait(&self);
}

bool cspi_chan_thread_send(void *chan, const void *value, const char *file,
                           int line)
{
    must_be_foreign("chan_send_thread", file, line);
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

bool cspi_chan_thread_recv(void *chan, void *value, const char *file, int line)
{
    must_be_foreign("chan_recv_thread", file, line);
    struct chan *c = chan;
    if (!c) return wait_for_ever();
    struct rest rest;
    cspi_rest_init(&rest);
    cspi_chan_lock_at(c, "chan_recv_thread", file, line);
    enum chan_try done = cspi_chan_try_recv(c, value, &rest);
    if (done == CHAN_WAIT && cspi_gate_is_zeros(c))
        cspi_stop_at(file, line, CSPI_GATE_OF_ZEROS);
    if (done == CHAN_WAIT) return wait_in(c, &c->receivers, value) > 0;
    cspi_spin_unlock(&c->lock);
    cspi_rest_do(NULL, &rest);
    return done == CHAN_DONE;
}
