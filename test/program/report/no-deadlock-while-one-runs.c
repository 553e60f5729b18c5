// RUN: %program %s
// While one task computes, many that wait are no deadlock.
#include <csp.h>
#include <stdio.h>

static void spin(chan(int) c)
{
    int64_t end = csp_now() + 60 * 1000 * 1000;
    while (csp_now() < end)
        ;
    chan_close(c);
}

static void wait(chan(int) c)
{
    chan_get(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    for (int i = 0; i < 50; i++)
        go wait(c);
    go spin(c);
    chan_get(c);
    puts("closed"); // OUT: closed
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return 0;
}
