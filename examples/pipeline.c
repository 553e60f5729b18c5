// Three stages, each a task: numbers, their squares, the sum of the odd ones.
// A stage ends when the one before it has closed its channel.
#include <csp.h>
#include <stdio.h>

static void count(chan(long) out, int n)
{
    for (int i = 1; i <= n; i++)
        chan_send(out, i);
    chan_close(out);
    chan_release(out);
}

static void square(chan(long) in, chan(long) out)
{
    long v;
    while (chan_recv(in, &v))
        chan_send(out, v * v);
    chan_close(out);
    chan_release(in);
    chan_release(out);
}

int main(void)
{
    chan(long) numbers = chan_make(long, 0), squares = chan_make(long, 8);
    long v, sum = 0;
    go count(chan_retain(numbers), 1000);
    go square(numbers, chan_retain(squares));
    while (chan_recv(squares, &v))
        sum += v % 2 ? v : 0;
    printf("%ld\n", sum);
    chan_release(squares);
    return 0;
}
