// RUN: %program %s
// An expression with fifty suspensions keeps all its operands.
#include <csp.h>
#include <stdio.h>

static long f(long x)
{
    yield();
    return x;
}

#define A(n) (f(n) * f(3) - f(n) * f(2))
#define B(n) (A(n) + A(n + 1) * (f(1) + A(n + 2)))

int main(void)
{
    long local = 7;
    printf("%ld\n", B(1) + local * B(2) - (local++ ? B(3) : B(4)) + local);
    return 0; // OUT: 109
}
// FLAGS: -Wno-unsequenced -Wno-sequence-point
