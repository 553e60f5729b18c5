// RUN: %program %s
// A pointer to what a typeof says may be one to a function or to an array.
// OUT: 6 2
#include <csp.h>
#include <stdio.h>

static int twice(int n)
{
    return 2 * n;
}

static __typeof__(twice) *choose(void)
{
    yield();
    return twice;
}

static __typeof__(int[3]) *numbers(void)
{
    static int three[3] = {1, 2, 3};
    yield();
    return &three;
}

int main(void)
{
    __typeof__(twice) *chosen = choose(), **again = &chosen;
    __typeof__(int[3]) *all = numbers();
    yield();
    printf("%d %d\n", (*again)(3), (*all)[1]);
}
