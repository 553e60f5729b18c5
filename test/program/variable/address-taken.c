// RUN: %program %s
// A pointer to a local stays good over suspensions, in the function itself and
// in the coroutines it calls.
#include <csp.h>
#include <stdio.h>

static void bump(int *p, int times)
{
    for (int i = 0; i < times; i++) {
        yield();
        ++*p;
    }
}

static int *deeper(int *p, int depth)
{
    int local = depth;
    if (depth > 0) p = deeper(p, depth - 1);
    bump(&local, 2);
    *p += local;
    return p;
}

int main(void)
{
    int x = 0, *p = &x, **pp = &p;
    int other = 100;
    bump(&x, 3);
    yield();
    **pp += 10;
    bump(*pp, 2);
    p = &other;
    yield();
    ++**pp;
    printf("%d %d\n", x, other); // OUT: 15 101
    printf("%d\n", deeper(&x, 3) == &x); // OUT: 1
    printf("%d\n", x); // OUT: 29
    return 0;
}
