// SPDX-License-Identifier: MIT
// plain.c: what the forms of csp.h do in C that cspcc has not compiled.
//
// There they block the calling thread, which must not be a worker: a worker
// that waited here would hold up all other tasks. Owns one buffer per thread,
// for csp__get.
#include "base/public.h"
#include <pthread.h>
#include <stdlib.h>

#include "memory/alloc.h"
#include "run/blocking.h"
#include "sync/chan.h"
#include "sync/chan_thread.h"
#include "base/race.h"
#include "loop/loop.h"
#include "run/clock.h"
#include "run/fiber.h"
#include "run/rt.h"
#include "run/mistake.h"
#include "base/sys.h"
#include "run/task.h"

const int csp__go, csp__par, csp__blocking;
const int csp__select = -1, csp__select_ordered = -1, csp__select_fair = -1;

enum csp__one csp__no_select(const char *file, int line)
{
    cspi_stop_at(file, line,
                 "select in plain code: compile this file with cspcc and "
                 "declare the function a coroutine");
}

void *csp__spawn(void)
{
    cspi_mistake_here("spawn in C that cspcc has not compiled");
}

static void must_be_foreign(const char *what)
{
    cspi_blocking_refuse(what, NULL, 0);
    if (cspi_self)
        cspi_mistake_here(
            "%s in plain code that runs on a worker: compile this "
            "file with cspcc and declare the function a coroutine",
            what);
}

bool csp__send_thread(void *chan, const void *value, const char *file, int line)
{
    cspi_race_call();
    cspi_loop_init();
    return cspi_chan_thread_send(chan, value, file, line);
}

bool csp__recv_thread(void *chan, void *value, const char *file, int line)
{
    cspi_race_call();
    cspi_loop_init();
    return cspi_chan_thread_recv(chan, value, file, line);
}

bool csp__send(void *chan, const void *value)
{
    must_be_foreign("chan_send");
    return csp__send_thread(chan, value, NULL, 0);
}

bool csp__recv(void *chan, void *value, bool *ok)
{
    must_be_foreign("chan_recv");
    bool received = csp__recv_thread(chan, value, NULL, 0);
    if (ok) *ok = received;
    return received;
}

static pthread_key_t buffer_key;

static void make_key(void)
{
    if (pthread_key_create(&buffer_key, free))
        cspi_mistake_here("chan_get: no thread key left");
}

void *csp__get(void *chan)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    must_be_foreign("chan_get");
    pthread_once(&once, make_key);
    size_t bytes = chan ? ((struct chan *)chan)->elem_bytes : 0;
    cspi_free(pthread_getspecific(buffer_key));
    void *buffer = cspi_malloc(bytes ? bytes : 1);
    if (!buffer)
        cspi_mistake_here("chan_get: out of memory (%zu bytes)", bytes);
    pthread_setspecific(buffer_key, buffer);
    csp__recv_thread(chan, buffer, NULL, 0);
    return buffer;
}

bool csp__offer(void *chan, const void *value)
{
    (void)chan, (void)value;
    cspi_mistake_here("select in plain code: compile this file with cspcc");
}

bool csp__after(int64_t ns)
{
    (void)ns;
    cspi_mistake_here("select in plain code: compile this file with cspcc");
}

int csp_select_set(struct csp_choice set[], size_t n, int how)
{
    (void)set, (void)n, (void)how;
    cspi_mistake_here("select_set in plain code: compile this file with cspcc");
}

bool csp__cancel(void)
{
    cspi_mistake_here("select in plain code: compile this file with cspcc");
}

int csp_yield(void)
{
    must_be_foreign("yield");
    cspi_sleep_until(0);
    return 0;
}

int csp_sleep(int64_t ns)
{
    must_be_foreign("csp_sleep");
    if (ns > 0) cspi_sleep_until(cspi_deadline(ns));
    return 0;
}

static __attribute__((noreturn)) void no_scope(const char *what)
{
    cspi_mistake_here("%s in plain code: compile this file with cspcc and "
                      "declare the function a coroutine",
                      what);
}

int csp__within(int64_t ns, int *why)
{
    (void)ns, (void)why;
    no_scope("within");
}

int csp__until(int64_t at, int *why)
{
    (void)at, (void)why;
    no_scope("until");
}

int csp__group(int *why)
{
    (void)why;
    no_scope("group");
}

int csp__go_in(csp_group *group)
{
    (void)group;
    cspi_mistake_here("go_in in plain code: compile this file with cspcc");
}

int csp__shield(void)
{
    no_scope("shield");
}

int64_t csp_now(void)
{
    return cspi_clock_read();
}

size_t csp_live(void)
{
    size_t count = cspi_task_count();
    cspi_race_acquire(&cspi_fiber_ended);
    return count;
}
