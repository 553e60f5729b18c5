// RUN: %program %s
// Twenty arguments of mixed types arrive as they were given.
#include <csp.h>
#include <stdio.h>

struct s { char c[3]; };

static coroutine long take(char a, short b, int c, long d, float e, double f,
                           long double g, struct s h, const char *i, int *j,
                           unsigned char k, bool l, __int128 m, struct s n,
                           long long o, int p, int q, int r, int s, char t)
{
    yield();
    long sum = a + b + c + d + (long)e + (long)f + (long)g + h.c[1] + i[0];
    yield();
    return sum + *j + k + l + (long)m + n.c[2] + o + p + q + r + s + t;
}

int main(void)
{
    int ten = 10;
    struct s s = {{1, 2, 3}};
    coroutine long (*call)(char, short, int, long, float, double, long double,
                           struct s, const char *, int *, unsigned char, bool,
                           __int128, struct s, long long, int, int, int, int,
                           char) = take;
    long direct = take(1, 2, 3, 4, 5, 6, 7, s, "\t", &ten, 11, 12, 13, s, 15,
                       16, 17, 18, 19, 20);
    long through = call(1, 2, 3, 4, 5, 6, 7, s, "\t", &ten, 11, 12, 13, s, 15,
                        16, 17, 18, 19, 20);
    printf("%ld %ld\n", direct, through); // OUT: 182 182
    return 0;
}
