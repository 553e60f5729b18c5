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
    go other();
    for (int i = 0; i < 1000; i++)
        csp_sleep(-i);
    while (csp_live() > 1)
        csp_sleep(0);
    printf("%d\n", turns); // OUT: 10
    return 0;
}
