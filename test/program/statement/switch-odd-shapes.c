// RUN: %program %s
// A switch without braces, without cases, with its body entered only by a
// label, and with a declaration before the first case.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

static int odd(int x)
{
    switch (slow(x)) case 1: return slow(10);
    switch (slow(x))
    default:
        x = slow(x + 100);
    switch (slow(x)) {
        int inside;
    case 102:
        inside = slow(5);
        x += inside;
        break;
    case 103:
        inside = 6;
        yield();
        x -= inside;
    }
    switch (slow(x)) {
    }
    return x;
}

int main(void)
{
    printf("%d %d %d %d\n", odd(1), odd(2), odd(3), odd(4));
    return 0; // OUT: 10 107 97 104
}
