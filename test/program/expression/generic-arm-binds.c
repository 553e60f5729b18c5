// RUN: %program %s
// The arm that a _Generic chooses is an operand of its own, whatever operators
// stand in it and around it.
#include <csp.h>
#include <stdio.h>

static int one(int value)
{
    yield();
    return value;
}

int main(void)
{
    int g = 3, h = 4;
    printf("%d\n", 2 * _Generic(g, int: one(g) + h));     // OUT: 14
    printf("%d\n", -_Generic(g, int: one(g) - h));        // OUT: 1
    printf("%d\n", one(2) * _Generic(g, int: g ? h : 0)); // OUT: 8
    return _Generic(g, int: one(g) == h) * 2;
}
