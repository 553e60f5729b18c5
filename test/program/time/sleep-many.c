// RUN: %program %s
// Ten thousand sleepers with mixed deadlines all wake.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { COUNT = 1000 };
#else
enum { COUNT = 10000 };
#endif

static int woken;

static void sleeper(int i)
{
    csp_sleep(i * INT64_C(7919) % 30000 * 1000);
    csp_sleep(i % 3 * 1000);
    __atomic_add_fetch(&woken, 1, __ATOMIC_RELAXED);
}

int main(void)
{
    for (int i = 0; i < COUNT; i++)
        go sleeper(i);
    while (csp_live() > 1)
        csp_sleep(1000 * 1000);
    printf("%d\n", woken == COUNT); // OUT: 1
    return 0;
}
