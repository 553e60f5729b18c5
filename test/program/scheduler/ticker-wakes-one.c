// RUN: %program %s
// A task that sleeps a thousand times a second wakes one thread each time, and
// not the watcher too, nor one more to look for work.
#include <csp.h>
#include <stdio.h>
#include <sys/resource.h>

enum { TICKS = 500 };

static void idle(void)
{
    yield();
}

static long waits(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_nvcsw;
}

int main(void)
{
    for (int i = 0; i < 100; i++) // all workers there are
        go idle();
    csp_sleep(20 * CSP_MS);
    int64_t begin = csp_now();
    long before = waits();
    for (int i = 0; i < TICKS; i++)
        csp_sleep(CSP_MS);
    long seen = waits() - before;
    long late = (long)((csp_now() - begin) / (5 * CSP_MS)); // for the watcher
    if (seen > TICKS + TICKS / 2 + late) printf("%ld, %ld late\n", seen, late);
    return 0;
}
// REQUIRES: plain
