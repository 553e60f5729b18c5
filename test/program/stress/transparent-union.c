// RUN: %program %s
// FLAGS: -fcsp-stress -w
// The values that become a transparent union are no compound literals, and a
// call with one stays a call that C takes.
// OUT: 5 2 5 5 6
#include <stdio.h>

typedef union {
    int *i;
    const float *f;
} any __attribute__((__transparent_union__));

static int one(void)
{
    return 1;
}

static int get(any a, int k)
{
    return k ? *a.i : (int)*a.f;
}

static int later(any a);

int main(void)
{
    int x = 5;
    float y = 2.5f;
    any whole = {&x};
    int (*pointer)(any, int) = get;
    printf("%d %d %d ", get(&x, one()), get(&y, one() - 1), get((&x), 1));
    printf("%d %d\n", pointer(&x, one()) + get(whole, 1) - 5, later(&x));
}

static int later(any a)
{
    return *a.i + one();
}
