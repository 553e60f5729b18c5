// RUN: %program %s
// Of two cases that are always ready each is taken half the time (row G10).
#include <csp.h>
#include <stdio.h>

enum { TRIALS = 10000 };

static void put(chan(int) c)
{
    while (chan_send(c, 1))
        ;
    chan_release(c);
}

int main(void)
{
    chan(int) a = chan_make(int, TRIALS + 1), b = chan_make(int, TRIALS + 1);
    int v, first = 0;
    go put(chan_retain(a));
    go put(chan_retain(b));
    while (chan_len(a) < TRIALS || chan_len(b) < TRIALS)
        yield();
    for (int i = 0; i < TRIALS; i++) {
        select {
        case_recv(a, &v): first++; break;
        case_recv(b, &v): break;
        }
    }
    int off = first - TRIALS / 2;
    printf("%d\n", off > -245 && off < 245); // OUT: 1
    chan_close(a);
    chan_close(b);
    while (csp_live() > 1)
        yield();
    chan_release(a);
    chan_release(b);
    return 0;
}
