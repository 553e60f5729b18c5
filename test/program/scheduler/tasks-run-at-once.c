// RUN: %program %s
// With enough workers tasks run at the same time: each spins until it is its
// turn, and yields to nobody (row G25).
#include <csp.h>
#include <stdio.h>

enum { PARTIES = 4, ROUNDS = 3 };
static unsigned turn;

static void step(unsigned me, chan(bool) done)
{
    for (unsigned i = 0; i < ROUNDS; i++) {
        while (__atomic_load_n(&turn, __ATOMIC_ACQUIRE) != PARTIES * i + me)
            ;
        __atomic_add_fetch(&turn, 1, __ATOMIC_ACQ_REL);
    }
    chan_send(done, true);
}

int main(void)
{
    chan(bool) done = chan_make(bool, 0);
    int n = 0;
    for (int round = 0; round < 2; round++) {
        turn = 0;
        for (unsigned i = 0; i < PARTIES; i++)
            go step(i, done);
        for (int i = 0; i < PARTIES; i++)
            n += chan_get(done);
    }
    printf("%d\n", n); // OUT: 8
    while (csp_live() > 1)
        yield();
    chan_release(done);
    return 0;
}
// WORKERS: 4 8
