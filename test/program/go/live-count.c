// RUN: %program %s
// csp_live counts the tasks that have begun and not ended.
#include <csp.h>
#include <stdio.h>

static void wait(chan(int) c)
{
    chan_recv(c, &(int){0});
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    printf("%zu\n", csp_live()); // OUT: 1
    for (int i = 0; i < 100; i++)
        go wait(c);
    printf("%zu\n", csp_live()); // OUT: 101
    for (int i = 0; i < 40; i++)
        chan_send(c, i);
    while (csp_live() > 61)
        yield();
    printf("%zu\n", csp_live()); // OUT: 61
    chan_close(c);
    while (csp_live() > 1)
        yield();
    printf("%zu\n", csp_live()); // OUT: 1
    chan_release(c);
    return 0;
}
