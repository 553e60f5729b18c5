// SPDX-License-Identifier: MIT
// once.c: pthread_once. The program's variable is an int, too small to lead
// anywhere: all who wait for some function to return stand in one line.
#include "posix.h"
#include "../line.h"

enum { NEW, RUNNING, DONE };
static struct csp__line waiting; // its lock guards all those variables

// NEW: the caller is to run the function. RUNNING: another does, and `self`, if
// there is one, stands in the line.
static int begin(pthread_once_t *once, struct csp__place *self)
{
    line_lock(&waiting);
    int state = *once;
    if (state == NEW) __atomic_store_n(once, RUNNING, __ATOMIC_RELAXED);
    if (state == RUNNING && self) line_add(&waiting, self);
    line_unlock(&waiting);
    return state;
}

static void end(pthread_once_t *once, int state)
{
    struct csp__place *list = NULL, **at = &list;
    edge_release(once);
    line_lock(&waiting);
    __atomic_store_n(once, state, __ATOMIC_RELEASE);
    while (waiting.csp_first)
        at = line_take(&waiting, at);
    line_unlock(&waiting);
    line_call(list);
}

// A function that has been left has not been run.
static void end_unless_done(pthread_once_t **once)
{
    if (*once) end(*once, NEW);
}

static bool is_done(pthread_once_t *once)
{
    if (__atomic_load_n(once, __ATOMIC_ACQUIRE) != DONE) return false;
    edge_acquire(once);
    return true;
}

csp_coroutine int
csp_posix_pthread_once(pthread_once_t *once, csp_coroutine void (*f)(void))
{
    while (!is_done(once)) {
        struct csp__place self = {.called = CSP_EVENT_INIT};
        int state = begin(once, &self);
        if (state == RUNNING) shield() csp_event_wait(&self.called);
        if (state == NEW) {
            pthread_once_t *guard __attribute__((cleanup(end_unless_done))) =
                once;
            f();
            guard = NULL;
            end(once, DONE);
        }
    }
    return 0;
}

// Until a function that runs has returned, or has been left.
csp_coroutine int csp_posix_once_over(pthread_once_t *once)
{
    struct csp__place self = {.called = CSP_EVENT_INIT};
    line_lock(&waiting);
    bool runs = *once == RUNNING;
    if (runs) line_add(&waiting, &self);
    line_unlock(&waiting);
    if (runs) shield() csp_event_wait(&self.called);
    return 0;
}

int posix_once_try(pthread_once_t *once)
{
    if (is_done(once)) return 0;
    return begin(once, NULL) == NEW ? 1 : -1;
}

void posix_once_ran(pthread_once_t *once)
{
    end(once, DONE);
}
