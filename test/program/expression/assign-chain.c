// RUN: %program %s
// Assignments chain from the right and have the type of their left side.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    int a, b, c;
    unsigned char u;
    a = b = c = slow(4);
    printf("%d %d %d\n", a, b, c); // OUT: 4 4 4
    a = u = slow(300);
    printf("%d %d\n", a, u); // OUT: 44 44
    a = (b = slow(2)) + (c = slow(3));
    printf("%d %d %d\n", a, b, c); // OUT: 5 2 3
    a += b -= slow(1);
    printf("%d %d\n", a, b); // OUT: 6 1
    if ((a = slow(0)) || (b = slow(9))) printf("%d %d\n", a, b); // OUT: 0 9
    while ((a = slow(a + 1)) < 5)
        ;
    printf("%d\n", a); // OUT: 5
    return 0;
}
