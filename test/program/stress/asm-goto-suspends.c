// RUN: %program %s
// FLAGS: -fcsp-stress
// A function that suspends is a coroutine under -fcsp-stress whatever else it
// does: plain, it could not.
#include <csp.h>
#include <stdio.h>

static int one(int n)
{
    yield();
    return n;
}

static int run(int n)
{
    int x = one(n);
    asm goto("" : : "r"(x) : "cc" : elsewhere);
    return one(10);
elsewhere:
    return one(20);
}

static int plain(int n)
{
    asm goto("" : : "r"(n) : "cc" : elsewhere);
    return 10;
elsewhere:
    return 20;
}

int main(void)
{
    printf("%d\n", run(1) + plain(1)); // OUT: 20
    return 0;
}
