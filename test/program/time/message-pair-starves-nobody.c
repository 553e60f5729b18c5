// RUN: %program %s
// Two tasks that hand a message to and fro let a third have its turn, on one
// worker too.
#include <csp.h>
#include <stdio.h>

static int stop;

static void play(chan(int) in, chan(int) out)
{
    int v;
    while (chan_recv(in, &v) && chan_send(out, v + 1))
        ;
    chan_close(out);
}

static void third(int *turns)
{
    for (int i = 0; i < 100; i++) {
        ++*turns;
        yield();
    }
    __atomic_store_n(&stop, 1, __ATOMIC_RELEASE);
}

int main(void)
{
    chan(int) a = chan_make(int, 0), b = chan_make(int, 0);
    int turns = 0;
    go play(a, b);
    go play(b, a);
    chan_send(a, 0);
    go third(&turns);
    while (!__atomic_load_n(&stop, __ATOMIC_ACQUIRE))
        yield();
    printf("%d\n", turns); // OUT: 100
    chan_close(a);
    chan_close(b);
    while (csp_live() > 1)
        yield();
    chan_release(a);
    chan_release(b);
    return 0;
}
