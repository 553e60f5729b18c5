// RUN: %program %s
// main returns while a task that has not begun stands in its queue and, once
// begun, computes for ever: the program ends all the same.
#include <csp.h>
#include <stdio.h>

static void compute(void)
{
    for (volatile long n = 0;; n++)
        ;
}

int main(void)
{
    yield();
    go compute();
    puts("main ends"); // OUT: main ends
    fflush(stdout);
    return 3;
}
// EXIT: 3
// UNSUPPORTED: stress
