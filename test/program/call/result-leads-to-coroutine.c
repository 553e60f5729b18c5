// RUN: %program %s
// Before a function that returns a pointer to functions the word counts for
// what the pointer leads to, too.
#include <csp.h>
#include <stdio.h>

static int slowly(int n)
{
    yield();
    return n + 1;
}

static int at_once(int n)
{
    return n * 2;
}

static coroutine int (*choose(int k))(int)
{
    yield();
    return k ? slowly : at_once;
}

int main(void)
{
    printf("%d\n", choose(1)(choose(0)(3))); // OUT: 7
    printf("%d\n", (**choose(1))(2));        // OUT: 3
    return 0;
}
