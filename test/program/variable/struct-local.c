// RUN: %program %s
// Struct locals are copied, assigned whole and passed by value over
// suspensions; copies are independent.
#include <csp.h>
#include <stdio.h>

struct inner { char tag; double d; };
struct outer { struct inner in[2]; int n; const char *name; };

static struct outer grow(struct outer o)
{
    yield();
    o.n++;
    o.in[1].d += o.in[0].d;
    yield();
    o.in[0].tag++;
    return o;
}

int main(void)
{
    struct outer a = {{{'a', 1.5}, {'b', 2}}, 1, "outer"}, b;
    yield();
    b = grow(a);
    struct inner part = b.in[1];
    b = grow(grow(b));
    yield();
    part.tag = 'z';
    printf("%d %c %.1f %s\n", a.n, a.in[0].tag, a.in[1].d, a.name);
    printf("%d %c %.1f\n", b.n, b.in[0].tag, b.in[1].d);
    printf("%c %c %.1f\n", part.tag, b.in[1].tag, part.d);
    return 0;
}
// OUT: 1 a 2.0 outer
// OUT: 4 d 6.5
// OUT: z b 3.5
