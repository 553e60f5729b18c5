// RUN: %program %s
// Values pass in order along a chain of tasks that each wait for their turn
// (row G3).
#include <csp.h>
#include <stdio.h>

static void link(int value, chan(int) in, chan(int) out, chan(int) values)
{
    chan_get(in);
    chan_send(values, value);
    chan_send(out, 1);
    chan_release(in);
    chan_release(out);
}

static void run(int capacity)
{
    chan(int) values = chan_make(int, capacity), first = chan_make(int, 0);
    chan(int) in = chan_retain(first);
    for (int i = 0; i < 10; i++) {
        chan(int) out = chan_make(int, 0);
        go link(i, in, chan_retain(out), values);
        in = out;
    }
    chan_send(first, 0);
    for (int i = 0; i < 10; i++)
        printf("%d ", chan_get(values));
    chan_get(in);
    while (csp_live() > 1)
        yield();
    chan_release(in);
    chan_release(first);
    chan_release(values);
    puts(".");
}

int main(void)
{
    run(0);  // OUT: 0 1 2 3 4 5 6 7 8 9 .
    run(10); // OUT: 0 1 2 3 4 5 6 7 8 9 .
    return 0;
}
