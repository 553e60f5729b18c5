// RUN: %program %s
// A type may be defined in the middle of a cast, a compound literal or a
// typeof, and used from there on.
// OUT: 2 7 8 4 10
// OUT: 9
#include <csp.h>
#include <stdio.h>

static int one(void)
{
    yield();
    return 1;
}

static int sum(int n)
{
    void *p = (struct { int a, b; }[]){{one(), 2}};
    union u { int a; struct { int b; } c; } *up = NULL;
    yield();
    __typeof__(struct point { int x, y; }) at = {n, 3};
    struct point other = at;
    yield();
    void *q =
        (union { int a; struct { int b; enum { F = 4 } e; } c; }[2]){{8}, {F}};
    yield();
    up = &(union u){.c = {7}};
    other.x += ((struct limit { int n; }){one()}).n;
    printf("%d %d %d %d %d\n", ((int *)p)[1], up->c.b, ((int *)q)[0],
           ((int *)q)[2], other.x + other.y);
    return ((struct limit){9}).n;
}

int main(void)
{
    printf("%d\n", sum(6));
}
