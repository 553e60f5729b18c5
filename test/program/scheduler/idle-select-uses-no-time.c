// RUN: %program %s
// A select that waits for five seconds uses less than 20 ms of processor time
// (row P4).
#include <csp.h>
#include <stdio.h>
#include <time.h>

static double used_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void wait(chan(int) c, chan(int) d)
{
    int v;
    select {
    case_recv(c, &v): break;
    case_recv(d, &v): break;
    }
}

int main(void)
{
    chan(int) c = chan_make(int, 0), d = chan_make(int, 0);
    for (int i = 0; i < 100; i++)
        go wait(c, d);
    csp_sleep(20 * 1000 * 1000);
    double before = used_ms();
    select {
    case_send((chan(int))NULL, 1): return 1;
    case_after(INT64_C(5000000000)): break;
    }
    puts(used_ms() - before < 20 ? "idle" : "busy"); // OUT: idle
    chan_close(c);
    while (csp_live() > 1)
        yield();
    chan_release(c);
    chan_release(d);
    return 0;
}
// UNSUPPORTED: asan, tsan
// BUILDS: clang-O2
// WORKERS: 8
