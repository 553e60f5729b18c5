// RUN: %program %s
// A function may define the type of its result in its own head, with a name or
// without one.
#include <csp.h>
#include <stdio.h>

static struct {
    int x, y;
} pair(int n)
{
    yield();
    return (__typeof__(pair(0))){n, n + 1};
}

static struct named {
    int x;
} one(int n)
{
    yield();
    return (struct named){n};
}

static union {
    int i;
    float f;
} plain(int n)
{
    go one(n);
    return (__typeof__(plain(0))){.i = n};
}

int main(void)
{
    __typeof__(pair(0)) p = pair(1);
    printf("%d %d %d %d\n", p.x, pair(2).y, one(4).x, plain(5).i);
    // OUT: 1 3 4 5
    return 0;
}
