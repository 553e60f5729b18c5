#include "callees.h"

int plain(int x)
{
    return 2 * x;
}
int plain_calls(int (*f)(int), int x)
{
    return f(x);
}
