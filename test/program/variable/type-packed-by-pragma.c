// RUN: %program %s
// A local type keeps the packing that a pragma around it asks for, and the
// frame does not take over what a pragma leaves behind.
// OUT: 5 6 8 3 70000
#include <csp.h>
#include <stdio.h>

static int sizes(int n)
{
#pragma pack(push, 1)
    struct tight {
        char c;
        int i;
    } tight = {1, n};
#pragma pack(2)
    struct half {
        char c;
        int i;
    } half = {2, n};
#pragma pack(pop)
    struct loose {
        char c;
        int i;
    } loose = {3, n};
    yield();
    printf("%zu %zu %zu %d ", sizeof tight, sizeof half, sizeof loose,
           loose.c);
    return tight.i + half.i - loose.i;
}

#pragma pack(1)

int main(void)
{
    char before = 0;
    double *p = &(double){1.5};
    yield();
    printf("%d\n", sizes(70000) + before + (*p > 2));
}
