// RUN: %program %s
// A static function that suspends, at any remove, needs no mark; one that does
// not suspend stays an ordinary function and goes where those go.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

static int deepest(int x);
static inline int between(int x) { return deepest(x) + 1; }
static int outer(int x) { return x > 0 ? between(x) : 0; }

static int by_value(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int plain(int x) { return x * 2; }

static int deepest(int x)
{
    int list[4] = {x, 3, 9, 1};
    qsort(list, 4, sizeof list[0], by_value);
    yield();
    return list[0] * 1000 + list[3];
}

int main(void)
{
    int (*pointer)(int) = plain;
    printf("%d %d\n", outer(5), outer(0));         // OUT: 1010 0
    printf("%d %d\n", pointer(4), plain(outer(2))); // OUT: 8 2020
    return 0;
}
