// RUN: %program %s
// The comma evaluates from left to right and gives the last value.
#include <csp.h>
#include <stdio.h>

static int say(int x)
{
    yield();
    printf("%d ", x);
    return x;
}

int main(void)
{
    int x = (say(1), say(2)), y;
    printf("x %d\n", x); // OUT: 1 2 x 2
    y = say(3), x = say(4);
    printf("%d %d\n", x, y); // OUT: 3 4 4 3
    for (int i = 0, j = 9; say(i), i < j; say(8), i += 5, j = say(5))
        printf("| ");
    printf("end\n"); // OUT: 0 | 8 5 5 end
    if (x++, say(x), yield(), x == 5) puts("five"); // OUT: 5 five
    printf("%d\n", (yield(), (x += say(1), x) * 2)); // OUT: 1 12
    return 0;
}
