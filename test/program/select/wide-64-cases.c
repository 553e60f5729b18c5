// RUN: %program %s
// A select of sixty-four cases serves all its channels.
#include <csp.h>
#include <stdio.h>

#define CASE(n) case_recv(c[n], &v): got[n]++; total += v; break;
#define EIGHT(n)                                                               \
    CASE(n) CASE(n + 1) CASE(n + 2) CASE(n + 3)                                \
    CASE(n + 4) CASE(n + 5) CASE(n + 6) CASE(n + 7)

static void put(chan(int) c, int v)
{
    for (int i = 0; i < 5; i++)
        chan_send(c, v);
}

int main(void)
{
    chan(int) c[64];
    int got[64] = {0}, v, total = 0, wrong = 0;
    for (int i = 0; i < 64; i++) {
        c[i] = chan_make(int, i % 2);
        go put(c[i], i);
    }
    for (int i = 0; i < 320; i++) {
        select {
            EIGHT(0) EIGHT(8) EIGHT(16) EIGHT(24)
            EIGHT(32) EIGHT(40) EIGHT(48) EIGHT(56)
        }
    }
    for (int i = 0; i < 64; i++)
        wrong += got[i] != 5;
    printf("%d %d\n", total, wrong); // OUT: 10080 0
    while (csp_live() > 1)
        yield();
    for (int i = 0; i < 64; i++)
        chan_release(c[i]);
    return 0;
}
