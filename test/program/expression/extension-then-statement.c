// RUN: %program %s
// FLAGS: -Wno-gnu-statement-expression
// What stands before a statement expression that suspends does not grow
// together with the name of its value.
// OUT: 4 -3
#include <csp.h>
#include <stdio.h>

int main(void)
{
    int x = 1;
    if (!__extension__({ yield(); int y = x; y - 1; })) x = 4;
    printf("%d %d\n", x, -__extension__({ yield(); x - 1; }));
}
