// RUN: %program %s
// The main of a program may be plain C: the runtime starts at the first call
// of a coroutine, and serves later ones.
// LINK-PLAIN: Inputs/plain-main.c
#include <csp.h>

coroutine int count_to(int n);
coroutine void start(chan(int) out, int n);

static void add(chan(int) in, chan(int) out, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += chan_get(in);
    chan_send(out, sum);
    chan_release(in);
    chan_release(out);
}

coroutine int count_to(int n)
{
    chan(int) in = chan_make(int, 0), out = chan_make(int, 0);
    go add(chan_retain(in), chan_retain(out), n);
    for (int i = 0; i < n; i++)
        chan_send(in, 1);
    int sum = chan_get(out);
    chan_release(in);
    chan_release(out);
    return sum;
}

static void produce(chan(int) out, int n)
{
    for (int i = 1; i <= n; i++)
        chan_send(out, i);
    chan_close(out);
    chan_release(out);
}

coroutine void start(chan(int) out, int n)
{
    go produce(chan_retain(out), n);
}
// OUT: 100
// OUT: 55
// OUT: 1000
