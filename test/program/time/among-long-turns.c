// RUN: %program %s
// Between tasks whose turns last long a timer is not late by a fixed number of
// turns: the worker looks the sooner the longer they last.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int turns;

static void compute(void)
{
    for (;; turns++) {
        int64_t begun = csp_now();
        while (csp_now() - begun < 2000000)
            ;
        yield();
    }
}

int main(void)
{
    int last = 0;
    for (int i = 0; i < 4; i++)
        go compute();
    for (int i = 0; i < 8; i++) {
        last = turns;
        csp_sleep(1);
        last = turns - last;
    }
    if (last > 20) printf("late by %d turns\n", last);
    puts("in time"); // OUT: in time
    return 0;
}
// WORKERS: 1
