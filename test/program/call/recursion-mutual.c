// RUN: %program %s
// Coroutines that call each other in a ring, some declared later, some static,
// some external.
#include <csp.h>
#include <stdio.h>

coroutine int even(int n);
static int odd(int n);
coroutine const char *kind(int n, int depth);

coroutine int even(int n)
{
    if (n % 50 == 0) yield();
    return n == 0 ? 1 : odd(n - 1);
}

static int odd(int n)
{
    return n == 0 ? 0 : even(n - 1);
}

coroutine const char *kind(int n, int depth)
{
    return depth ? kind(n, depth - 1) : even(n) ? "even" : "odd";
}

int main(void)
{
    printf("%s %s\n", kind(1000, 3), kind(777, 3)); // OUT: even odd
    printf("%d %d\n", odd(20001), even(20001));     // OUT: 1 0
    return 0;
}
