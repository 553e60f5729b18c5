// RUN: %program %s
// Many senders and many receivers on one channel: each value is received
// exactly once.
#include <csp.h>
#include <stdio.h>

enum { PARTIES = 8, EACH = 250 };
static unsigned char seen[PARTIES * EACH];

static void count(int v)
{
    __atomic_add_fetch(&seen[v], 1, __ATOMIC_RELAXED);
}

static void put(chan(int) c, int first)
{
    for (int i = 0; i < EACH; i++)
        chan_send(c, first + i);
}

static void take(chan(int) c)
{
    for (int i = 0; i < EACH; i++)
        count(chan_get(c));
}

static int run(int capacity)
{
    chan(int) c = chan_make(int, capacity);
    int wrong = 0;
    for (int i = 0; i < PARTIES; i++) {
        go put(c, i * EACH);
        go take(c);
    }
    while (csp_live() > 1)
        yield();
    for (int i = 0; i < PARTIES * EACH; i++) {
        wrong += seen[i] != 1;
        seen[i] = 0;
    }
    chan_release(c);
    return wrong;
}

int main(void)
{
    printf("%d %d\n", run(0), run(7)); // OUT: 0 0
    return 0;
}
