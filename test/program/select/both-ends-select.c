// RUN: %program %s
// Selects meet selects: many tasks that send or receive on two channels, in
// either order, never deadlock and lose nothing (row G16).
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 200 };
#else
enum { ROUNDS = 2500 };
#endif

static void put(chan(int) a, chan(int) b, long *sum)
{
    for (int i = 1; i <= ROUNDS; i++) {
        select {
        case_send(a, i): break;
        case_send(b, i): break;
        }
        __atomic_add_fetch(sum, i, __ATOMIC_RELAXED);
    }
}

static void take(chan(int) a, chan(int) b, long *sum)
{
    int v = 0;
    for (int i = 0; i < ROUNDS; i++) {
        select {
        case_recv(a, &v): break;
        case_recv(b, &v): break;
        }
        __atomic_sub_fetch(sum, v, __ATOMIC_RELAXED);
    }
}

int main(void)
{
    for (int capacity = 0; capacity < 2; capacity++) {
        chan(int) a = chan_make(int, capacity), b = chan_make(int, 0);
        long sum = 0;
        for (int i = 0; i < 6; i++) {
            if (i % 2) {
                go put(a, b, &sum);
                go take(b, a, &sum);
            } else {
                go put(b, a, &sum);
                go take(a, b, &sum);
            }
        }
        while (csp_live() > 1)
            yield();
        printf("%ld %zu\n", sum, chan_len(a));
        chan_release(a);
        chan_release(b);
    }
    return 0;
}
// OUT: 0 0
// OUT: 0 0
