// RUN: %program %s
// A task blocked forty calls deep goes on there, and returns through all of
// them, many times.
#include <csp.h>
#include <stdio.h>

static long nest(chan(int) c, int depth)
{
    if (depth == 0) {
        int v, sum = 0;
        for (int i = 0; i < 10 && chan_recv(c, &v); i++)
            sum += v;
        return sum;
    }
    long below = nest(c, depth - 1);
    return below + depth;
}

static void feed(chan(int) c, int count)
{
    for (int i = 0; i < count; i++)
        chan_send(c, i);
    chan_close(c);
    chan_release(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    long sum = 0;
    go feed(chan_retain(c), 500);
    for (int i = 0; i < 50; i++)
        sum += nest(c, 40);
    printf("%ld %d\n", sum, chan_recv(c, &(int){0})); // OUT: 165750 0
    chan_release(c);
    return 0;
}
