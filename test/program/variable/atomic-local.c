// RUN: %program %s
// _Atomic locals and globals are used by several tasks at once.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int global;

static void add(_Atomic long *total, int n, chan(int) done)
{
    _Atomic int mine = 0;
    for (int i = 1; i <= n; i++) {
        mine += i;
        *total += i;
        atomic_fetch_add(&global, 1);
        if (i % 10 == 0) yield();
    }
    chan_send(done, mine);
}

int main(void)
{
    _Atomic long total = 0;
    int sum = 0;
    chan(int) done = chan_make(int, 4);
    for (int i = 0; i < 4; i++)
        go add(&total, 100, done);
    for (int i = 0; i < 4; i++)
        sum += chan_get(done);
    printf("%d %ld %d\n", sum, total, global); // OUT: 20200 20200 400
    while (csp_live() > 1)
        yield();
    chan_release(done);
    return 0;
}
