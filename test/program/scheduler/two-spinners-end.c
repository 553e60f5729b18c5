// RUN: %program %s
// Two tasks that wait for each other without yielding finish with two workers
// (row G25).
#include <csp.h>
#include <stdio.h>

static int flag[2];

static void spin(int me, chan(int) done)
{
    for (int i = 1; i <= 20; i++) {
        __atomic_store_n(&flag[me], i, __ATOMIC_RELEASE);
        while (__atomic_load_n(&flag[!me], __ATOMIC_ACQUIRE) < i)
            ;
    }
    chan_send(done, 1);
}

int main(void)
{
    chan(int) done = chan_make(int, 2);
    go spin(0, done);
    go spin(1, done);
    printf("%d\n", chan_get(done) + chan_get(done)); // OUT: 2
    while (csp_live() > 1)
        yield();
    chan_release(done);
    return 0;
}
// WORKERS: 2 8
