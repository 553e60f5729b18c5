// RUN: %program %s
// A plain function with a variable number of arguments is called with
// arguments that suspend.
#include <csp.h>
#include <stdarg.h>
#include <stdio.h>

static int pick(int count, ...)
{
    va_list list;
    int sum = 0;
    va_start(list, count);
    for (int i = 0; i < count; i++)
        sum += va_arg(list, int);
    va_end(list);
    return sum;
}

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    printf("%d\n", pick(3, slow(1), slow(2), slow(3))); // OUT: 6
    printf("%d\n", pick(slow(2), slow(4), 5, slow(6))); // OUT: 9
    return 0;
}
