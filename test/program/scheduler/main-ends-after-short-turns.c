// RUN: %program %s
// main returns after many short turns, when its worker looks round but seldom,
// while a task that will compute for ever stands in its queue.
#include <csp.h>
#include <stdio.h>

static void compute(void)
{
    for (volatile long n = 0;; n++)
        ;
}

int main(void)
{
    for (int i = 0; i < 10000; i++)
        yield();
    go compute();
    puts("main ends"); // OUT: main ends
    fflush(stdout);
    return 3;
}
// EXIT: 3
// UNSUPPORTED: stress
