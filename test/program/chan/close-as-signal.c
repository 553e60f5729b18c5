// RUN: %program %s
// A close is a broadcast: many tasks wait on a channel of nothing else.
#include <csp.h>
#include <stdio.h>

static void worker(chan(bool) start, chan(int) out, int id)
{
    chan_get(start);
    chan_send(out, id);
    chan_release(start);
    chan_release(out);
}

int main(void)
{
    chan(bool) start = chan_make(bool, 0);
    chan(int) out = chan_make(int, 0);
    int sum = 0;
    for (int i = 1; i <= 20; i++)
        go worker(chan_retain(start), chan_retain(out), i);
    chan_close(start);
    for (int i = 0; i < 20; i++)
        sum += chan_get(out);
    printf("%d\n", sum); // OUT: 210
    chan_release(start);
    chan_release(out);
    while (csp_live() > 1)
        yield();
    return 0;
}
