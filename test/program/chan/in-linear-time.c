// RUN: %program %s
// Waking many waiters, one by one or by a close, and passing many values does
// not take more than linear processor time.
#include <csp.h>
#include <stdio.h>
#include <time.h>

static double used(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void wait(chan(int) c)
{
    chan_recv(c, &(int){0});
}

static double run(int n)
{
    double begin = used();
    chan(int) c = chan_make(int, 0);
    for (int i = 0; i < n; i++)
        go wait(c);
    for (int i = 0; i < n / 2; i++)
        chan_send(c, i);
    chan_close(c);
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return used() - begin;
}

int main(void)
{
    double best = 1e9;
    for (int i = 0; i < 15 && best >= 3; i++) {
        double once = run(10000), twice = run(20000);
        if (twice / once < best) best = twice / once;
    }
    puts(best < 3 ? "linear" : "not linear"); // OUT: linear
    return 0;
}
// WORKERS: 1 2
