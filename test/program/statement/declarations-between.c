// RUN: %program %s
// Typedefs, tags, assertions, extern and static declarations stand among
// suspensions without harm.
#include <csp.h>
#include <stdio.h>

static int slow(int);
int shared = 3;

int main(void)
{
    yield();
    typedef struct { int a, b; } pair;
    _Static_assert(sizeof(pair) >= 2 * sizeof(int), "two ints");
    enum { FIRST = 5, SECOND };
    pair p = {slow(FIRST), SECOND};
    extern int shared;
    int slow(int);
    struct later;
    struct later { pair p; struct later *next; };
    yield();
    struct later list = {p, NULL}, *at = &list;
    ;
    static int calls = 40;
    yield();
    calls += at->p.a + at->p.b + shared;
    {
        ;
        ;
    }
    printf("%d\n", calls); // OUT: 54
    return 0;
}

static int slow(int x)
{
    yield();
    return x;
}
