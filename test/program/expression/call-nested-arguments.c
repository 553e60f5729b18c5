// RUN: %program %s
// Nested calls evaluate their arguments from left to right, before the call.
#include <csp.h>
#include <stdio.h>

static int say(int x)
{
    yield();
    printf("%d ", x);
    return x;
}

static int sum(int a, int b, int c)
{
    printf("sum ");
    yield();
    return a * 100 + b * 10 + c;
}

int main(void)
{
    printf("= %d\n", sum(say(1), say(2), say(3)));
    printf("= %d\n", sum(sum(say(0), say(0), say(1)), sum(0, 0, say(2)), 3));
    int i = 1;
    printf("= %d\n", sum(i, (i++, say(i)), i));
    printf("= %d\n", sum(say(1) ? say(4) : 0, say(0) || say(5), say(-say(-6))));
    return 0;
}
// OUT: 1 2 3 sum = 123
// OUT: 0 0 1 sum 2 sum sum = 123
// OUT: 2 sum = 122
// OUT: 1 4 0 5 -6 6 sum = 416
// FLAGS: -Wno-unsequenced -Wno-sequence-point
