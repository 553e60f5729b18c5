// SPDX-License-Identifier: MIT
// view.c: a thread that gives the trace to whoever connects to the socket of
// CSP_WATCH, and has nothing else to do: who looks, csp-top, reads the memory
// that the workers write. Owns the socket, which goes at the end of the
// program.
#include "run/view.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/local.h"
#include "base/stop.h"
#include "base/sys.h"
#include "run/rt.h"
#include "run/trace.h"

static int listening;
static pid_t owner;

static const char *path(void)
{
    return cspi_rt.watch + strlen("unix:");
}

// A child that was forked has no socket of its own.
static void remove_socket(void)
{
    if (getpid() == owner) unlink(path());
}

static void *serve(void *unused)
{
    atomic_store(&cspi_rt.viewer, cspi_thread_id());
    while (cspi_local_give(listening, cspi_trace_descriptor()))
        ;
    atomic_store(&cspi_rt.viewer, 0);
    return unused;
}

void cspi_view_start(void)
{
    pthread_t thread;
    listening = cspi_local_listen(path());
    if (listening < 0)
        cspi_stop("CSP_WATCH=%s: %s", cspi_rt.watch, strerror(errno));
    owner = getpid();
    atexit(remove_socket);
    if (cspi_thread_start(&thread, THREAD_DEAF, serve, NULL))
        cspi_stop("cannot start the thread of CSP_WATCH");
}
