// SPDX-License-Identifier: MIT
// poller.c: which poller there is. Owns the choice. The poller has descriptors
// of its own, so it is there before an operation may use up what is left; where
// it can't be had it is asked for again by the next who waits.
#include "io/poller.h"

#include <errno.h>

#include "base/fault.h"
#include "base/public.h"
#include <csp/fd.h>

#include "base/spin.h"
#include "run/rt.h"

static const struct poller *poller;
atomic_bool cspi_poller_begun;
atomic_uint cspi_polls;

int cspi_poller_begin_rest(void)
{
    static struct spin lock;
    int error = 0;
    cspi_spin_lock(&lock);
    if (!atomic_load(&cspi_poller_begun)) {
        poller = cspi_rt.by_poll ? &cspi_poller_poll : &cspi_poller_epoll;
        int wake_fd = poller->init();
        error = wake_fd < 0 ? errno : 0;
        if (!error) atomic_store(&cspi_rt.wake_fd, wake_fd);
        atomic_store(&cspi_poller_begun, !error);
    }
    cspi_spin_unlock(&lock);
    return error;
}

int cspi_poller_add(int fd, uint64_t tag)
{
    int error = cspi_poller_begin();
    if (error) return error;
    int fault = cspi_fault(CSP__FAULT_ADD);
    return fault ? fault : poller->add(fd, tag);
}

int cspi_poller_wait(struct poll_event events[POLL_EVENTS], int64_t deadline)
{
    return poller->wait(events, deadline);
}

void cspi_poller_rearm(int fd, unsigned bits)
{
    if (poller->rearm) poller->rearm(fd, bits);
}

void cspi_poller_forget(int fd)
{
    poller->forget(fd);
}

void cspi_poller_renew(void)
{
    if (!atomic_load(&cspi_poller_begun)) return;
    poller->term();
    atomic_store(&cspi_poller_begun, false);
    cspi_poller_begin();
}
