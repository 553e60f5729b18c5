// SPDX-License-Identifier: MIT
// shutdown.c: how the workers stop when the program ends. Owns the joining of
// their threads.
#include "loop/shutdown.h"

#include <stdlib.h>

#include "base/sys.h"
#include "loop/lend.h"
#include "run/wake.h"

// How long the end of main waits for steps that run on other threads.
static const int64_t patience_ns = 100000000;

// Joins the worker threads that have left their loops; each is joined once.
static void join_returned(void)
{
    unsigned n = atomic_load(&cspi_rt.started);
    for (unsigned i = 0; i < n; i++)
        if (atomic_exchange(&cspi_rt.workers[i]->returned, 0))
            pthread_join(cspi_rt.workers[i]->thread, NULL);
}

// main has ended on this worker. If the main thread does not notice, because it
// runs a step that does not end, the program must end without it. The result
// of main lies behind the head of its frame (csp_abi.h).
void cspi_shutdown_program(void)
{
    int64_t deadline = cspi_deadline(patience_ns);
    while (!atomic_load(&cspi_rt.main_returned) && cspi_now() < deadline)
        cspi_futex_wait(&cspi_rt.main_returned, 0, deadline);
    if (atomic_load(&cspi_rt.main_returned)) return;
    join_returned();
    exit(*(const int *)(cspi_rt.main_root + 1));
}

void cspi_shutdown(void)
{
    atomic_store(&cspi_rt.stopped, 1);
    cspi_wake_all();
    cspi_lend_stop();
    int64_t deadline = cspi_deadline(patience_ns);
    unsigned others = atomic_load(&cspi_rt.started) - 1, exited;
    while ((exited = atomic_load(&cspi_rt.exited)) < others &&
           cspi_now() < deadline)
        cspi_futex_wait(&cspi_rt.exited, exited, deadline);
    join_returned();
}
