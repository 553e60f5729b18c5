// RUN: %program %s
// Macros of <math.h> that a compiler has builtins for need no -lm.
// OUT: 1 0 1 1
#include <csp.h>
#include <math.h>
#include <stdio.h>

int main(void)
{
    volatile double zero = 0, one = 1;
    yield();
    printf("%d %d %d %d\n", fpclassify(zero) == FP_ZERO, !!isnan(one),
           !!isnormal(one), !!isinf(one / zero));
}
