// RUN: %program %s
// All workers but one compute without end, and that one was never started: a
// timer fires all the same.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

static void compute(void)
{
    for (volatile long n = 0;; n++)
        ;
}

int main(void)
{
    for (int i = 1; i < atoi(getenv("CSP_WORKERS")); i++)
        go compute();
    for (int i = 0; i < 10; i++)
        csp_sleep(1000000);
    puts("woken"); // OUT: woken
    return 0;
}
// WORKERS: 2 3 4
