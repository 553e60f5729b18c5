// RUN: %program %s
// `go` may stand in a function that is no coroutine: it does not suspend.
#include <csp.h>
#include <stdio.h>

static void put(chan(int) c, int v)
{
    chan_send(c, v);
}

int start(chan(int) c, int n);

int start(chan(int) c, int n)
{
    for (int i = 1; i <= n; i++)
        go put(c, i);
    return n;
}

static int (*escaped)(chan(int), int) = start;

int main(void)
{
    chan(int) c = chan_make(int, 0);
    int n = escaped(c, 10), sum = 0;
    while (n--)
        sum += chan_get(c);
    printf("%d\n", sum); // OUT: 55
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return 0;
}
