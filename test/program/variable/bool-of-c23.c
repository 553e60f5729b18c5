// RUN: %program %s
// FLAGS: -std=gnu2x
// What C23 spells bool, gcc 12 knows as _Bool.
#include <csp.h>
#include <stdio.h>

static int id(int x)
{
    yield();
    return x;
}
static int add(int x, _Bool b, const _Bool *p)
{
    yield();
    return x + b + *p;
}
static _Bool not(_Bool b)
{
    yield();
    return !b;
}
static int two(_Bool a, _Bool b)
{
    return a * 10 + b;
}

int main(void)
{
    _Bool one = id(1), list[2] = {id(0), not(0)};
    printf("%d %d\n", add(2, 1, &one), two(list[id(1)], not(one))); // OUT: 4 10
    return 0;
}
