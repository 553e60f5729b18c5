// RUN: %program %s
// A call whose argument is a recursive call.
#include <csp.h>
#include <stdio.h>

static int calls;

static int ackermann(int m, int n)
{
    if (++calls % 1000 == 0) yield();
    if (m == 0) return n + 1;
    if (n == 0) return ackermann(m - 1, 1);
    return ackermann(m - 1, ackermann(m, n - 1));
}

static int tak(int x, int y, int z)
{
    if (y >= x) return z;
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

int main(void)
{
    printf("%d\n", ackermann(2, 9)); // OUT: 21
    printf("%d\n", tak(9, 6, 3));    // OUT: 6
    return 0;
}
