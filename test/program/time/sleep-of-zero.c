// RUN: %program %s
// A sleep of zero or less yields: it comes back at once, and lets others run.
#include <csp.h>
#include <stdio.h>

static int turns;

static void other(void)
{
    for (int i = 0; i < 10; i++) {
        turns++;
        csp_sleep(i % 2 ? 0 : INT64_MIN);
    }
}

int main(void)
{
    int64_t begin = csp_now();
    go other();
    for (int i = 0; i < 1000; i++)
        csp_sleep(-i);
    while (csp_live() > 1)
        csp_sleep(0);
    int64_t ms = (csp_now() - begin) / 1000000;
    printf("%d %d\n", turns, ms < 1000); // OUT: 10 1
    return 0;
}
