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
    chan_close(c);
    while (csp_live() > 1)
        yield();
    printf("%d\n", woken == COUNT); // OUT: 1
    chan_release(c);
    return 0;
}
// WORKERS: 1 8
