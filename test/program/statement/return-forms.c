// RUN: %program %s
// A return may give a suspended value, a converted one, a struct, or nothing,
// from the end of a function too.
#include <csp.h>
#include <stdio.h>

struct pair { int a; double b; };

static int slow(int x)
{
    yield();
    return x;
}

static unsigned char narrow(int x)
{
    return slow(x);
}

static double widen(int x)
{
    return slow(x) / 2 + slow(1);
}

static struct pair both(int x)
{
    return (struct pair){slow(x), slow(x + 1)};
}

static struct pair again(int x)
{
    if (x > 3) return both(3);
    return both(x);
}

static void maybe(int *p, bool now)
{
    if (now) return;
    yield();
    *p = 9;
}

int main(void)
{
    int x = 0;
    struct pair p = again(7);
    maybe(&x, true);
    printf("%d %.1f %d %.1f %d\n", narrow(257), widen(5), p.a, p.b, x);
    maybe(&x, false); // OUT: 1 3.0 3 4.0 0
    printf("%d\n", x); // OUT: 9
    return slow(3); // EXIT: 3
}
