// RUN: %program %s
// A channel may be released as soon as what was awaited has come, even if the
// other side has not yet returned from its operation.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 300 };
#else
enum { ROUNDS = 3000 };
#endif

static void reply(chan(int) c, int v)
{
    chan_send(c, v);
}

static void take(chan(int) c, int *sum)
{
    *sum += chan_get(c);
}

int main(void)
{
    int sum = 0, other = 0;
    for (int i = 0; i < ROUNDS; i++) {
        chan(int) c = chan_make(int, i % 2);
        go reply(c, i);
        sum += chan_get(c);
        chan_release(c);
        c = chan_make(int, 0);
        go take(c, &other);
        chan_send(c, 1);
        chan_release(c);
        while (csp_live() > 1)
            yield();
    }
    printf("%d %d\n", sum == ROUNDS * (ROUNDS - 1) / 2, other == ROUNDS);
    return 0; // OUT: 1 1
}
