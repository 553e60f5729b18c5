// SPDX-License-Identifier: MIT
// clock.c: the time that tasks live by. Owns rt.clock.
#include "run/clock.h"

#include <stdio.h>

int64_t cspi_clock_deadline(int64_t ns)
{
    int64_t now = cspi_clock_now();
    return ns > CSPI_NEVER - now ? CSPI_NEVER : now + ns;
}

void cspi_clock_set(int64_t now)
{
    if (now > atomic_load(&cspi_rt.clock)) atomic_store(&cspi_rt.clock, now);
}

// A loop that ends at a certain time never ends where time waits for it.
static void tell_of_loop(int64_t now)
{
    static const unsigned long many = 10000000;
    static _Atomic(int64_t) at;
    static atomic_ulong reads;
    if (atomic_exchange_explicit(&at, now, memory_order_relaxed) != now)
        atomic_store_explicit(&reads, 0, memory_order_relaxed);
    if (atomic_fetch_add_explicit(&reads, 1, memory_order_relaxed) != many)
        return;
    fprintf(stderr,
            "csp: csp_now() was read %lu times, and virtual time "
            "(CSP_CLOCK) stands still while a task can run: wait by "
            "csp_sleep\n",
            many);
}

int64_t cspi_clock_read(void)
{
    if (!cspi_rt.virtual_time) return cspi_now();
    int64_t now = cspi_clock_now();
    tell_of_loop(now);
    return now;
}
