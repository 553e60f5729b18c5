// RUN: %program %s
// Complex and 128-bit locals, arguments and results, aligned to 16 bytes.
#include <complex.h>
#include <csp.h>
#include <stdio.h>

static __int128 wide(__int128 x, int by)
{
    __int128 twice = x * 2;
    yield();
    return twice + by;
}

static double _Complex turn(double _Complex z)
{
    double _Complex by = I;
    yield();
    return z * by;
}

static long double third(long double x)
{
    yield();
    return x / 3;
}

int main(void)
{
    __int128 big = (__int128)1 << 100;
    unsigned __int128 other = ~(unsigned __int128)0;
    float _Complex small = 1.0f + 2.0f * I;
    yield();
    big = wide(big, 3);
    other -= (unsigned)wide(1, 1);
    double _Complex z = turn(turn(small) + 1.0);
    printf("%llx %llx\n", (long long)(big >> 64), (long long)big);
    printf("%llx\n", (unsigned long long)other);
    printf("%.1f %.1f\n", creal(z), cimag(z));
    printf("%.15Lf %d\n", third(2.0L), third(3) == 1);
    return 0;
}
// OUT: 2000000000 3
// OUT: fffffffffffffffc
// OUT: -1.0 -1.0
// OUT: 0.666666666666667 1
