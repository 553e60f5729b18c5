// RUN: %program %s
// Assigning to a part of a complex parameter changes it: it is saved at the
// next suspension.
// OUT: -1 3 -1 5
#include <csp.h>
#include <stdio.h>

static double wait_for(double x)
{
    yield();
    return x;
}

static __complex__ double parts(__complex__ double x)
{
    __real__ x = wait_for(-1);
    yield();
    __imag__ x += 2;
    yield();
    return x;
}

int main(void)
{
    __complex__ double x = 0;
    __imag__ x = 3;
    __complex__ double y = parts(x);
    __real__ x = wait_for(-1);
    printf("%g %g %g %g\n", __real__ x, __imag__ x, __real__ y, __imag__ y);
}
