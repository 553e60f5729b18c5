// RUN: %program %s
// Waking many waiters, one by one or by a close, and passing many values does
// not take more than linear time.
#include <csp.h>
#include <stdio.h>

static void wait(chan(int) c)
{
    chan_recv(c, &(int){0});
}

static double run(int n)
{
    int64_t begin = csp_now();
    chan(int) c = chan_make(int, 0);
    for (int i = 0; i < n; i++)
        go wait(c);
    for (int i = 0; i < n / 2; i++)
        chan_send(c, i);
    chan_close(c);
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return (double)(csp_now() - begin);
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
