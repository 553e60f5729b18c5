// SPDX-License-Identifier: MIT
// epoll.c: Linux's poller: edges, each descriptor added once for both
// directions. Owns the epoll descriptor and the one that wakes it.
//
// What waits in it with a limit does so to the nanosecond; on kernels before
// 5.11, or where a sandbox refuses the call, to the next millisecond.
#define _GNU_SOURCE
#include "io/poller.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/public.h"
#include <csp/fd.h>

#include "base/sys.h"

static int epoll_fd = -1;
static atomic_uint no_pwait2; // epoll_pwait2 was refused

static int wake_fd = -1;

static int add(int fd, uint64_t tag)
{
    struct epoll_event event = {
        .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.u64 = tag};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0) return 0;
    if (errno != EEXIST) return errno;
    return epoll_ctl(epoll_fd, EPOLL_CTL_MOD, fd, &event) == 0 ? 0 : errno;
}

static int init(void)
{
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (epoll_fd < 0) return -1;
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake_fd >= 0 && add(wake_fd, 0) == 0) return wake_fd;
    int error = errno;
    if (wake_fd >= 0) close(wake_fd);
    close(epoll_fd);
    errno = error;
    return -1;
}

// A signal ends it before its time.
static int collect(struct epoll_event *events, int64_t deadline)
{
#ifdef SYS_epoll_pwait2
    if (deadline > 0 && deadline != CSPI_NEVER &&
        !atomic_load_explicit(&no_pwait2, memory_order_relaxed)) {
        int64_t left = deadline - cspi_now();
        if (left < 0) left = 0;
        struct timespec t = cspi_timespec(left);
        long n = cspi_fault(CSP__FAULT_WAIT)
                     ? (errno = ENOSYS, -1)
                     : syscall(SYS_epoll_pwait2, epoll_fd, events, POLL_EVENTS,
                               &t, NULL, 0);
        if (n >= 0) return (int)n;
        if (errno != ENOSYS && errno != EPERM) return 0;
        atomic_store_explicit(&no_pwait2, 1, memory_order_relaxed);
    }
#endif
    int n =
        epoll_wait(epoll_fd, events, POLL_EVENTS, cspi_milliseconds(deadline));
    return n < 0 ? 0 : n;
}

static int wait(struct poll_event events[POLL_EVENTS], int64_t deadline)
{
    struct epoll_event got[POLL_EVENTS];
    int n = collect(got, deadline);
    for (int i = 0; i < n; i++) {
        uint32_t bits = got[i].events;
        events[i] = (struct poll_event){.tag = got[i].data.u64};
        if (bits & EPOLLIN) events[i].bits |= POLL_READ;
        if (bits & EPOLLOUT) events[i].bits |= POLL_WRITE;
        if (bits & EPOLLRDHUP) events[i].bits |= POLL_READ | POLL_ENDED;
        if (bits & (EPOLLHUP | EPOLLERR))
            events[i].bits |= POLL_READ | POLL_WRITE | POLL_ENDED;
    }
    return n;
}

static void forget(int fd)
{
    epoll_ctl(epoll_fd, EPOLL_CTL_DEL, fd, NULL);
}

static void term(void)
{
    close(epoll_fd);
    close(wake_fd);
}

const struct poller cspi_poller_epoll = {
    .init = init, .add = add, .wait = wait, .forget = forget, .term = term};
