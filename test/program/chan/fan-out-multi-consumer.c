// RUN: %program %s
// Many receivers, one sender: the counts and sums of 23 workers are exact.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ITEMS = 2718 };
#else
enum { ITEMS = 27182 };
#endif
static const int primes[] = {2, 3, 5, 7, 11, 13};

static void work(chan(int) in, chan(int) out)
{
    int v;
    while (chan_recv(in, &v)) {
        for (int i = 0; i < 6; i++)
            if (v % primes[i] == 0) yield();
        chan_send(out, v);
    }
    chan_send(out, -1);
}

static void produce(chan(int) in)
{
    for (int i = 0; i < ITEMS; i++)
        chan_send(in, i);
    chan_close(in);
}

int main(void)
{
    chan(int) in = chan_make(int, 10), out = chan_make(int, 23);
    long sum = 0;
    int n = 0, ended = 0;
    for (int i = 0; i < 23; i++)
        go work(in, out);
    go produce(in);
    while (ended < 23) {
        int v = chan_get(out);
        ended += v < 0;
        n += v >= 0;
        sum += v < 0 ? 0 : v;
    }
    printf("%d %d\n", n == ITEMS, sum == (long)ITEMS * (ITEMS - 1) / 2);
    while (csp_live() > 1)
        yield();
    chan_release(in);
    chan_release(out);
    return 0; // OUT: 1 1
}
