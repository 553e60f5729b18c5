// RUN: %program %s
// The last writer to retire closes: all 50 values arrive (row Y3). After close
// all is read; after fail nothing is, and what was there is destroyed (row Y4).
#include <csp.h>

static int destroyed;

static void on_drop(void *element)
{
    destroyed += *(int *)element;
}

static void write_ten(chan(int) c)
{
    for (int i = 0; i < 10; i++)
        chan_send(c, 1);
    chan_retire(c);
    chan_release(c);
}

static int read_all(chan(int) c)
{
    int n = 0, v;
    while (chan_recv(c, &v))
        n += v;
    return n;
}

int main(void)
{
    for (int round = 0; round < 100; round++) {
        chan(int) c = chan_make(int, round % 4);
        chan_writers(c, 5);
        for (int i = 0; i < 5; i++)
            go write_ten(chan_retain(c));
        if (read_all(c) != 50 || chan_error(c) != 0) return 1;
        chan_release(c);
    }
    for (int fails = 0; fails < 2; fails++) {
        chan(int) c = chan_make(int, 10);
        chan_on_drop(c, on_drop);
        chan_writers(c, 1);
        write_ten(chan_retain(c));
        chan(int) d = chan_make(int, 10);
        chan_on_drop(d, on_drop);
        for (int i = 0; i < 10; i++)
            chan_send(d, 1);
        if (fails) chan_fail(d, -5);
        chan_close(d);
        if (read_all(c) != 10 || read_all(d) != (fails ? 0 : 10)) return 2;
        if (destroyed != (fails ? 10 : 0)) return 3;
        if (chan_error(d) != (fails ? -5 : 0)) return 4;
        chan_release(c);
        chan_release(d);
    }
    return 0;
}
