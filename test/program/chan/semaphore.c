// RUN: %program %s
// A buffered channel is a semaphore: never more tasks inside than it holds.
#include <csp.h>
#include <stdio.h>

static int inside, most, runs;

static void enter(chan(char) room)
{
    for (int i = 0; i < 20; i++) {
        chan_send(room, 1);
        int now = __atomic_add_fetch(&inside, 1, __ATOMIC_SEQ_CST);
        int seen = __atomic_load_n(&most, __ATOMIC_SEQ_CST);
        while (now > seen && !__atomic_compare_exchange_n(
                   &most, &seen, now, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
            ;
        yield();
        __atomic_sub_fetch(&inside, 1, __ATOMIC_SEQ_CST);
        __atomic_add_fetch(&runs, 1, __ATOMIC_SEQ_CST);
        chan_get(room);
    }
}

int main(void)
{
    chan(char) room = chan_make(char, 3);
    for (int i = 0; i < 30; i++)
        go enter(room);
    while (csp_live() > 1)
        yield();
    printf("%d %d %d\n", most <= 3, most > 0, runs); // OUT: 1 1 600
    chan_release(room);
    return 0;
}
