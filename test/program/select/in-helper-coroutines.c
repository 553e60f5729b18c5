// RUN: %program %s
// Selects in functions that the task calls, at several depths, with channels
// and targets from their callers.
#include <csp.h>
#include <stdio.h>

static int either(chan(int) a, chan(int) b, int *into, int depth)
{
    if (depth > 0) return either(b, a, into, depth - 1);
    select {
    case_recv(a, into): return 'a';
    case_recv(b, into): return 'b';
    }
    return 0;
}

static void put(chan(int) c, int v)
{
    for (int i = 0; i < 10; i++)
        chan_send(c, v);
}

int main(void)
{
    chan(int) a = chan_make(int, 0), b = chan_make(int, 0);
    int values[2] = {0}, wrong = 0, sum = 0;
    go put(a, 1);
    go put(b, 100);
    for (int i = 0; i < 20; i++) {
        int depth = i % 7, which = either(a, b, &values[i % 2], depth);
        bool swapped = depth % 2;
        wrong += (which == 'a') != ((values[i % 2] == 1) != swapped);
        sum += values[i % 2];
    }
    printf("%d %d\n", wrong, sum); // OUT: 0 1010
    while (csp_live() > 1)
        yield();
    chan_release(a);
    chan_release(b);
    return 0;
}
