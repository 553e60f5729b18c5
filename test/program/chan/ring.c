// RUN: %program %s
// A token goes round a ring of 64 tasks a thousand times.
#include <csp.h>
#include <stdio.h>

enum { SIZE = 64 };

static void pass(chan(long) in, chan(long) out)
{
    long v;
    while (chan_recv(in, &v))
        chan_send(out, v + 1);
    chan_close(out);
}

int main(void)
{
    chan(long) ring[SIZE];
    for (int i = 0; i < SIZE; i++)
        ring[i] = chan_make(long, 0);
    for (int i = 0; i + 1 < SIZE; i++)
        go pass(ring[i], ring[i + 1]);
    long token = 0;
    for (int round = 0; round < 1000; round++) {
        chan_send(ring[0], token);
        chan_recv(ring[SIZE - 1], &token);
    }
    printf("%ld\n", token); // OUT: 63000
    chan_close(ring[0]);
    chan_recv(ring[SIZE - 1], &token);
    while (csp_live() > 1)
        yield();
    for (int i = 0; i < SIZE; i++)
        chan_release(ring[i]);
    return 0;
}
