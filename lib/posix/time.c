// SPDX-License-Identifier: MIT
// time.c: what sleeps, for C compiled with -fcsp-io. No signal ends a sleep.
#include <errno.h>
#include <sched.h>
#include <unistd.h>

#include "posix.h"

static csp_coroutine bool sleep_until(int64_t end)
{
    int64_t now = csp_now();
    if (!csp_sleep(end > now ? end - now : 0)) return true;
    posix_failed(0);
    return false;
}

csp_coroutine unsigned csp_posix_sleep(unsigned seconds)
{
    return sleep_until(csp_now() + seconds * CSP_S) ? 0 : seconds;
}

csp_coroutine int csp_posix_usleep(useconds_t us)
{
    if (sleep_until(csp_now() + us * CSP_US)) return 0;
    errno = EINTR;
    return -1;
}

// `flags`: TIMER_ABSTIME, or 0.
csp_coroutine int csp_posix_clock_nanosleep(clockid_t clock, int flags,
                                            const struct timespec *time,
                                            struct timespec *left)
{
    int64_t now = csp_now(), end = now + time->tv_sec * CSP_S + time->tv_nsec;
    if (!posix_is_time(time) || time->tv_sec < 0) return EINVAL;
    if (time->tv_sec > (INT64_MAX - now) / CSP_S - 1) end = INT64_MAX;
    if (flags & TIMER_ABSTIME) end = posix_when(clock, time);
    if (sleep_until(end)) return 0;
    int64_t rest = end - csp_now();
    if (left && !(flags & TIMER_ABSTIME))
        *left = (struct timespec){rest / CSP_S, rest % CSP_S};
    return EINTR;
}

csp_coroutine int
csp_posix_nanosleep(const struct timespec *time, struct timespec *left)
{
    int error = csp_posix_clock_nanosleep(CLOCK_MONOTONIC, 0, time, left);
    if (!error) return 0;
    errno = error;
    return -1;
}

csp_coroutine int csp_posix_sched_yield(void)
{
    if (yield()) posix_failed(0);
    return 0;
}
