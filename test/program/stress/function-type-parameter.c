// RUN: %program %s
// FLAGS: -fcsp-stress -w
// A parameter whose type is that of a function is a pointer to one, also when
// the type comes from a typedef.
// OUT: 5 10 7
#include <stdio.h>

typedef int apply_fn(int);
static int half(int x)
{
    return x / 2;
}
static int use(int apply(int), int x)
{
    return apply(x);
}
static int use_typedef(apply_fn apply, int x)
{
    apply_fn *copy = apply;
    return copy(x);
}
static int of_array(apply_fn *const list[1])
{
    return list[0](14);
}

int main(void)
{
    apply_fn *const list[1] = {half};
    printf("%d %d %d\n", use(half, 10), use_typedef(half, 20), of_array(list));
}
