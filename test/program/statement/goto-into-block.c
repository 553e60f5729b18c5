// RUN: %program %s
// A goto may enter a block and a loop in their middle; what the block declares
// has the value given after the label.
#include <csp.h>
#include <stdio.h>

static int run(int how)
{
    int sum = 0, i = 7;
    if (how == 1) goto inside;
    if (how == 2) goto middle;
    {
        int local;
        local = 1;
        yield();
        sum += local;
    inside:
        local = 20;
        yield();
        sum += local;
    }
    for (i = 0; i < 10; i++) {
        sum += 100;
    middle:
        yield();
        sum += 1000;
        yield();
        if (i == 1) i = 8;
    }
    return sum;
}

int main(void)
{
    printf("%d %d %d\n", run(0), run(1), run(2)); // OUT: 3321 3320 3200
    return 0;
}
