// RUN: %program %s
// An #include in the middle of a coroutine brings statements that suspend,
// several times with other meanings.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    int sum = 0;
#define ITEM(name, n) int name = slow(n);
#include "Inputs/body.inc"
#undef ITEM
#define ITEM(name, n) sum += name * slow(n);
#include "Inputs/body.inc"
#undef ITEM
    printf("%d\n", sum); // OUT: 14
    return 0;
}
