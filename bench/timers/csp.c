// SPDX-License-Identifier: MIT
// One of a million timers: armed for an hour hence ("armed"); stopped again
// ("cancelled"); or a millisecond long, armed and waited for ("fired").
#include "../measure/measure.h"
#include <csp.h>
#include <string.h>

static void arm(csp_timer *timers, long count, int64_t ns)
{
    for (long i = 0; i < count; i++)
        timers[i] = csp_timer_start(ns);
}

static long cancel(csp_timer *timers, long count)
{
    long cancelled = 0;
    for (long i = 0; i < count; i++)
        cancelled += csp_timer_stop(timers[i]);
    return cancelled;
}

static long wait_for(csp_timer *timers, long count)
{
    long fired = 0;
    for (long i = 0; i < count; i++)
        fired += chan_get(timers[i]) > 0;
    return fired;
}

static void time_armed(csp_timer *timers, long count)
{
    int64_t begin = csp_now();
    arm(timers, count, 3600 * CSP_S);
    int64_t ns = csp_now() - begin;
    measure_report(ns, count, cancel(timers, count));
}

static void time_cancelled(csp_timer *timers, long count)
{
    arm(timers, count, 3600 * CSP_S);
    int64_t begin = csp_now();
    long cancelled = cancel(timers, count);
    measure_report(csp_now() - begin, count, cancelled);
}

static void time_fired(csp_timer *timers, long count)
{
    int64_t begin = csp_now();
    arm(timers, count, CSP_MS);
    long fired = wait_for(timers, count);
    measure_report(csp_now() - begin, count, fired);
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    const char *what = argc > 2 ? argv[2] : "armed";
    csp_timer *timers = calloc((size_t)count, sizeof *timers);
    if (!timers) return 1;
    if (strcmp(what, "armed") == 0) time_armed(timers, count);
    else if (strcmp(what, "cancelled") == 0) time_cancelled(timers, count);
    else time_fired(timers, count);
    free(timers);
    return 0;
}
