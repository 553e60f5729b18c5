// RUN: %program %s
// A channel of an empty struct carries events, as many as its capacity
// (row G20).
#include <csp.h>
#include <stdio.h>

struct nothing {};

static void tick(chan(struct nothing) c, int n)
{
    while (n--)
        chan_send(c, (struct nothing){});
    chan_close(c);
    chan_release(c);
}

int main(void)
{
    chan(struct nothing) c = chan_make(struct nothing, 1000000);
    struct nothing v;
    int n = 0;
    for (int i = 0; i < 5; i++)
        chan_send(c, v);
    printf("%zu %zu\n", chan_len(c), chan_cap(c)); // OUT: 5 1000000
    chan_release(c);
    c = chan_make(struct nothing, 0);
    go tick(chan_retain(c), 50);
    while (chan_recv(c, &v))
        n++;
    printf("%d\n", n); // OUT: 50
    chan_release(c);
    while (csp_live() > 1)
        yield();
    return 0;
}
// FLAGS: -Wno-uninitialized
