// RUN: %program %s
// A variable declared before a suspension and first set after it needs no
// initialiser, and raises no warning.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    int a, b, *p;
    struct { int x, y; } s;
    yield();
    a = slow(1);
    if (slow(a)) {
        int only;
        yield();
        only = 2;
        b = slow(only);
    } else {
        b = 0;
    }
    yield();
    p = &b;
    s.x = slow(3);
    yield();
    s.y = *p + s.x;
    printf("%d %d %d\n", a, b, s.y); // OUT: 1 2 5
    return 0;
}
