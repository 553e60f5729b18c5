// RUN: %program %s
// Unions, with anonymous members, keep their bytes over suspensions.
#include <csp.h>
#include <stdio.h>
#include <string.h>

union value { unsigned bits; float f; unsigned char bytes[4]; };
struct tagged {
    int tag;
    union { long whole; double real; };
    struct { short a, b; };
};

static union value flip(union value v)
{
    yield();
    v.bits ^= 0x80000000u;
    return v;
}

int main(void)
{
    union value v = {.f = 1.0f};
    struct tagged t = {.tag = 1, .real = 2.5, .a = 3};
    yield();
    v = flip(v);
    t.b = (short)(t.a + 1);
    yield();
    printf("%.1f %x %d\n", (double)v.f, v.bits, v.bytes[3]);
    double before = t.real;
    t.whole = flip(v).bits;
    t.tag++;
    yield();
    printf("%d %.1f %lx %d %d\n", t.tag, before, t.whole, t.a, t.b);
    return 0;
}
// OUT: -1.0 bf800000 191
// OUT: 2 2.5 3f800000 3 4
