#include "callees.h"
#include <stdarg.h>

struct big make_big(int last, char c)
{
    return (struct big){{1, 2, last}, c};
}
int sum(int count, ...)
{
    int sum = 0;
    va_list args;
    va_start(args, count);
    while (count--)
        sum += va_arg(args, int);
    va_end(args);
    return sum;
}
int narrow(a, b)
char a, b;
{
    return a + b;
}
int unknown(a, b)
int a, b;
{
    return a + b;
}
void dive(int depth)
{
    if (depth)
        dive(depth - 1);
    else
        jump_back();
}
int overridden(int x)
{
    return 2 * x;
}
int add(int a, int b)
{
    return a + b;
}
int add_again(int a, int b) __attribute__((alias("add")));
