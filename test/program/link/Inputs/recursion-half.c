#include <csp.h>

coroutine long here(int n);
coroutine long there(int n);

coroutine long there(int n)
{
    if (n % 1000 == 0) yield();
    return n ? here(n - 1) + 1 : 0;
}
