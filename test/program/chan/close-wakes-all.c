// RUN: %program %s
// One close wakes a million blocked receivers (row G6).
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { COUNT = 20000 };
#else
enum { COUNT = 1000000 };
#endif
static int woken;

static void wait(chan(int) c)
{
    if (!chan_recv(c, &(int){0}))
        __atomic_add_fetch(&woken, 1, __ATOMIC_RELAXED);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    for (int i = 0; i < COUNT; i++)
        go wait(c);
    while (csp_live() < COUNT + 1)
        yield();
    csp_sleep(10 * 1000 * 1000);
    int64_t begin = csp_now();
    chan_close(c);
    while (csp_live() > 1)
        yield();
    double seconds = (double)(csp_now() - begin) / 1e9;
    printf("%d %s\n", woken == COUNT, seconds < 1 ? "fast" : "slow");
    chan_release(c);
    return 0; // OUT: 1 fast
}
// WORKERS: 1 8
