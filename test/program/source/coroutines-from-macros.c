// RUN: %program %s
// A macro may define whole coroutines, and its uses may share one line.
#include <csp.h>
#include <stdio.h>

#define GENERATOR(name, type, first, next)                                     \
    static void name(chan(type) out, int count)                                \
    {                                                                          \
        type v = first;                                                        \
        for (int i = 0; i < count; i++) {                                      \
            chan_send(out, v);                                                 \
            v = next;                                                          \
        }                                                                      \
        chan_close(out);                                                       \
        chan_release(out);                                                     \
    }
#define SUM(name, type)                                                        \
    static type name##_sum(int count)                                          \
    {                                                                          \
        chan(type) c = chan_make(type, 0);                                     \
        type v, sum = 0;                                                       \
        go name(chan_retain(c), count);                                        \
        while (chan_recv(c, &v))                                               \
            sum += v;                                                          \
        chan_release(c);                                                       \
        return sum;                                                            \
    }

GENERATOR(odd, int, 1, v + 2) GENERATOR(halves, double, 1, v / 2)
SUM(odd, int) SUM(halves, double)

int main(void)
{
    printf("%d %.3f\n", odd_sum(10), halves_sum(4)); // OUT: 100 1.875
    while (csp_live() > 1)
        yield();
    return 0;
}
