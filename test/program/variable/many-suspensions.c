// RUN: %program %s
// A function with three hundred suspension points behaves like a small one.
#include <csp.h>
#include <stdio.h>

#define ONE(n)                                                                 \
    x += n;                                                                    \
    yield();                                                                   \
    y ^= chan_get(c) * n;                                                      \
    chan_send(c, x & 7);
#define TEN(n)                                                                 \
    ONE(n) ONE(n + 1) ONE(n + 2) ONE(n + 3) ONE(n + 4)                         \
    ONE(n + 5) ONE(n + 6) ONE(n + 7) ONE(n + 8) ONE(n + 9)

int main(void)
{
    chan(int) c = chan_make(int, 3);
    int x = 0, y = 1;
    chan_send(c, 1);
    chan_send(c, 2);
    for (int round = 0; round < 3; round++) {
        TEN(0) TEN(10) TEN(20) TEN(30) TEN(40)
        TEN(50) TEN(60) TEN(70) TEN(80) TEN(90)
    }
    printf("%d %d\n", x, y); // OUT: 14850 107
    printf("%d %d\n", chan_get(c), chan_get(c)); // OUT: 7 2
    chan_release(c);
    return 0;
}
