// RUN: %program %s
// A hundred locals of mixed types, all alive at once, keep their values.
#include <csp.h>
#include <stdio.h>

#define TEN(M, n)                                                              \
    M(n##0) M(n##1) M(n##2) M(n##3) M(n##4)                                    \
    M(n##5) M(n##6) M(n##7) M(n##8) M(n##9)
#define ALL(M)                                                                 \
    TEN(M, 1) TEN(M, 2) TEN(M, 3) TEN(M, 4) TEN(M, 5)                          \
    TEN(M, 6) TEN(M, 7) TEN(M, 8) TEN(M, 9)
#define DECLARE(n)                                                             \
    int i##n = n;                                                              \
    char c##n = (char)n;                                                       \
    double d##n = n / 2.0;
#define CHANGE(n)                                                              \
    i##n++;                                                                    \
    c##n--;                                                                    \
    d##n *= 2;
#define ADD(n) sum += i##n - n, sum += n - c##n, sum += (int)d##n == n;

int main(void)
{
    int sum = 0;
    ALL(DECLARE)
    yield();
    ALL(CHANGE)
    yield();
    ALL(ADD)
    printf("%d\n", sum); // OUT: 270
    return 0;
}
