// RUN: %program %s
// As groups with errors: the first failure is the group's, by time and not by
// order of start; it ends the others, which may still answer in their own way;
// no child, no error; a semaphore bounds how many run; a group of a child ends
// with it.
// REQUIRES: proc
#include <csp_sync.h>
#include <stdatomic.h>
#include <stdio.h>
// ENV: CSP_CLOCK=virtual

static atomic_int running, most, ended, unwound;

static void left(int *at)
{
    unwound += *at;
}

static int fails(int64_t after, int error)
{
    int counts __attribute__((cleanup(left))) = 1;
    csp_sleep(after);
    counts = 0;
    return error;
}

static int tidies(int64_t ns)
{
    if (csp_sleep(ns) == 0) return 0;
    ended++;
    return -99; // too late to be the first
}

static int bounded(csp_semaphore *places)
{
    csp_semaphore_acquire(places);
    int now = ++running;
    if (now > most) most = now;
    csp_sleep(CSP_MS);
    running--;
    csp_semaphore_release(places);
    return 0;
}

static int nested(int error)
{
    int why;
    group(&why)
    {
        go
        fails(CSP_S, -1);
        go
        fails(CSP_MS, error);
    }
    return why;
}

int main(void)
{
    int why = 1;
    int64_t start = csp_now();
    group(&why)
    {
    }
    printf("%d\n", why); // OUT: 0
    group(&why)
    {
        go
        fails(3 * CSP_MS, -3);
        go
        fails(1 * CSP_MS, -1);
        go
        fails(2 * CSP_MS, -2);
        go
        tidies(CSP_S);
    }
    printf("%d %d %d %d\n", why, ended, unwound,
           (int)((csp_now() - start) / CSP_MS)); // OUT: -1 1 2 1
    group(&why)
    {
        go
        fails(CSP_MS, 0);
        go
        fails(CSP_MS, 7); // a result above 0 is no failure
    }
    printf("%d\n", why); // OUT: 0
    csp_semaphore places = CSP_SEMAPHORE_INIT(3);
    group(&why) for (int i = 0; i < 20; i++) go
    bounded(&places);
    printf("%d %d\n", why, most); // OUT: 0 3
    group(&why)
    {
        go
        nested(-5);
        csp_sleep(CSP_S);
        return 1; // the body has been ended
    }
    printf("%d %zu\n", why, csp_live()); // OUT: -5 1
}
