// RUN: %program %s
// Bit-fields wrap and keep their signs across suspensions, and can be assigned
// from them.
#include <csp.h>
#include <stdio.h>

struct fields {
    unsigned low : 3;
    signed int sign : 4;
    unsigned long wide : 40;
    _Bool flag : 1;
    unsigned : 0;
    unsigned char byte : 5;
};

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    struct fields f = {.low = 6, .sign = -8, .wide = 1ul << 39};
    yield();
    f.low++, f.low++;
    f.sign = slow(7);
    f.byte += slow(30);
    yield();
    f.sign++;
    f.byte += slow(3);
    f.flag = slow(2);
    f.wide += (unsigned long)slow(-1);
    struct fields copy = f;
    copy.low -= slow(1);
    yield();
    printf("%d %d %lx %d %d\n", f.low, f.sign, (unsigned long)f.wide, f.flag,
           f.byte);
    printf("%d %d\n", copy.low, copy.sign + copy.flag);
    return 0;
}
// OUT: 0 -8 7fffffffff 1 1
// OUT: 7 -7
