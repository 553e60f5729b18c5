// RUN: %program %s
// A local of every scalar type keeps its value over suspensions.
#include <csp.h>
#include <stdio.h>

enum colour { RED = 3, BLUE = 1000 };

int main(void)
{
    char c = 'c';
    signed char sc = -7;
    unsigned char uc = 250;
    short s = -30000;
    unsigned short us = 60000;
    int i = -2000000000;
    unsigned u = 4000000000u;
    long l = -5000000000L;
    unsigned long ul = 18000000000000000000ul;
    long long ll = -9000000000000000000LL;
    unsigned long long ull = 18000000000000000001ull;
    float f = 1.5f;
    double d = -0.1;
    long double ld = 1.0L / 3;
    _Bool b = 5;
    enum colour e = BLUE;
    char *p = &c;
    yield();
    c++, sc--, uc += 10, s -= 1000, us++, i--, u++, l *= 2, ul++, ll++, ull--;
    yield();
    f += 0.25f, d *= 2, ld *= 3, b = !b, e = e == BLUE ? RED : BLUE;
    yield();
    printf("%c %d %d %d %d %d %u\n", c, sc, uc, s, us, i, u);
    printf("%ld %lu %lld %llu\n", l, ul, ll, ull);
    printf("%.2f %.1f %d %d %d %c\n", (double)f, d, ld == 1.0L, b, e, *p);
    return 0;
}
// OUT: d -8 4 -31000 60001 -2000000001 4000000001
// OUT: -10000000000 18000000000000000001 -8999999999999999999 18000000000000000000
// OUT: 1.75 -0.2 1 0 3 d
