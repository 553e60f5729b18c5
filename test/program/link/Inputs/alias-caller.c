// Half of alias-of-coroutine.c: calls both names from another file.
#include <csp.h>

coroutine int twice(int n);
coroutine int doubled(int n);
coroutine int perhaps(int n);
__attribute__((weak)) coroutine int absent(int n);

coroutine int both(int n)
{
    if (absent) n = absent(n);
    return twice(n) + doubled(n) + perhaps(n);
}
