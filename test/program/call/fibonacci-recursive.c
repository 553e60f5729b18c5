// RUN: %program %s
// A coroutine calls itself twice in one expression (row A2).
#include <csp.h>
#include <stdio.h>

static int fib(int n)
{
    if (n < 2) {
        yield();
        return n;
    }
    return fib(n - 1) + fib(n - 2);
}

static int quick(int n)
{
    if (n > 1000) yield();
    return n < 2 ? n : quick(n - 1) + quick(n - 2);
}

int main(void)
{
    printf("%d %d\n", fib(20), quick(20)); // OUT: 6765 6765
    return 0;
}
