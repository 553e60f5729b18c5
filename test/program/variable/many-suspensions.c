// RUN: %program %s
// A function with three hundred suspension points behaves like a small one.
#include <csp.h>
#include <stdio.h>

#define ONE(n)                                                                 \
    x += n;                                                                    \
    yield();                                                                   \
    y ^= chan_get(c) * (n);                                                    \
    chan_send(c, x & 7);
#define TEN(n)                                                                 \
    ONE(n) ONE(n + 1) ONE(n + 2) ONE(n + 3) ONE(n + 4)                         \
    ONE(n + 5) ONE(n + 6) ONE(n + 7) ONE(n + 8) ONE(n + 9)
#ifdef SMALL // clang takes long over many with a sanitizer
enum { N = 20 };
#define ALL TEN(0) TEN(10)
#else
enum { N = 100 };
#define ALL                                                                    \
    TEN(0) TEN(10) TEN(20) TEN(30) TEN(40)                                     \
    TEN(50) TEN(60) TEN(70) TEN(80) TEN(90)
#endif

int main(void)
{
    chan(int) c = chan_make(int, 3);
    int x = 0, y = 1, small_x = 0, small_y = 1, sent[3 * N + 2] = {1, 2};
    for (int i = 0; i < 3 * N; i++) {
        small_x += i % N;
        small_y ^= sent[i] * (i % N);
        sent[i + 2] = small_x & 7;
    }
    chan_send(c, 1);
    chan_send(c, 2);
    for (int round = 0; round < 3; round++) {
        ALL
    }
    printf("%d\n", x == small_x && y == small_y); // OUT: 1
    printf("%d\n", chan_get(c) == sent[3 * N]); // OUT: 1
    printf("%d\n", chan_get(c) == sent[3 * N + 1]); // OUT: 1
    chan_release(c);
    return 0;
}
// BUILDS: clang-O2
