// RUN: %program %s
// A send on a closed channel whose result is used gives false; a cast to void
// ignores it (row G7).
#include <csp.h>
#include <stdio.h>

static bool try_send(chan(int) c, int v)
{
    return chan_send(c, v);
}

int main(void)
{
    chan(int) c = chan_make(int, 5);
    int n = 0;
    chan_close(c);
    bool sent = chan_send(c, 1);
    if (!chan_send(c, 2)) n++;
    n += chan_send(c, 3) ? 10 : 1;
    n += try_send(c, 4) || chan_send(c, 4);
    for (; chan_send(c, 5); n++)
        ;
    (void)chan_send(c, 6);
    printf("%d %d %zu\n", sent, n, chan_len(c)); // OUT: 0 2 0
    chan_release(c);
    return 0;
}
