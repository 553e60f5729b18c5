// RUN: %program %s
// Several receives in one expression happen from left to right.
#include <csp.h>
#include <stdio.h>

static void count(chan(int) c, int n)
{
    for (int i = 1; i <= n; i++)
        chan_send(c, i);
    chan_close(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go count(c, 19);
    printf("%d\n", chan_get(c) * 100 + chan_get(c) * 10 + chan_get(c));
    printf("%d %d %d\n", chan_get(c), chan_get(c), chan_get(c));
    printf("%d\n", chan_get(c) - chan_get(c) - (chan_get(c) - chan_get(c)));
    int a[3] = {chan_get(c), chan_get(c), chan_get(c)};
    printf("%d %d %d\n", a[0], a[1], a[2]);
    printf("%d\n", chan_get(c) < chan_get(c) == chan_get(c) < chan_get(c));
    printf("%d\n", -chan_get(c) + ~chan_get(c) + !chan_get(c));
    printf("%d\n", chan_get(c) + chan_get(c));
    chan_release(c);
    return 0;
}
// FLAGS: -Wno-parentheses
// OUT: 123
// OUT: 4 5 6
// OUT: 0
// OUT: 11 12 13
// OUT: 1
// OUT: -37
// OUT: 0
