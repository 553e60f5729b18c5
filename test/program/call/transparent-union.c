// RUN: %program %s
// A parameter of a transparent union takes the values of its members.
#include <csp.h>
#include <stdio.h>

typedef union {
    int *n;
    const float *f;
} number __attribute__((transparent_union));
typedef coroutine int reader(number, int);

static int id(int x)
{
    yield();
    return x;
}
static int read_int(number p, int k)
{
    yield();
    return *p.n + k;
}
static int read_float(number p, int k)
{
    return (int)*p.f + id(k);
}

int main(void)
{
    int n = 5;
    float f = 7;
    reader *by = read_float;
    printf("%d %d\n", read_int(&n, id(2)), read_float(&f, 3)); // OUT: 7 10
    printf("%d %d\n", by(&f, id(1)), join(spawn(read_int(&n, id(4)))));
    // OUT: 8 9
    return 0;
}
