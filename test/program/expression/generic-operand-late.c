// RUN: %program %s
// A variable in a chosen arm that is read behind a suspension is kept over it.
#include <csp.h>
#include <stdio.h>

static int id(int x)
{
    yield();
    return x;
}

static int late(int y)
{
    int z = y * 2;
    return _Generic(1, int: id(1) + z, default: 0);
}

int main(void)
{
    printf("%d\n", late(4)); // OUT: 9
    return 0;
}
