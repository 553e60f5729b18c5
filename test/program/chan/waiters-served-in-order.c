// RUN: %program %s
// Receivers that wait are served in the order in which they came, and so are
// senders.
#include <csp.h>
#include <stdio.h>

static int order[20], taken;

static void take(chan(int) c, int id)
{
    int v = chan_get(c);
    order[v] = id;
    __atomic_add_fetch(&taken, 1, __ATOMIC_SEQ_CST);
}

static void put(chan(int) c, int v)
{
    chan_send(c, v);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    int wrong = 0;
    for (int i = 0; i < 20; i++) {
        go take(c, i);
        yield();
    }
    for (int i = 0; i < 20; i++)
        chan_send(c, i);
    while (__atomic_load_n(&taken, __ATOMIC_SEQ_CST) < 20)
        yield();
    for (int i = 0; i < 20; i++)
        wrong += order[i] != i;
    for (int i = 0; i < 20; i++) {
        go put(c, i);
        yield();
    }
    for (int i = 0; i < 20; i++)
        wrong += chan_get(c) != i;
    printf("%d\n", wrong); // OUT: 0
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return 0;
}
// WORKERS: 1
