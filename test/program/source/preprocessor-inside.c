// RUN: %program %s
// Directives stand inside coroutines, statements and argument lists.
#include <csp.h>
#include <stdio.h>

#define ADD(a, b) ((a) + (b))

static int slow(int x)
{
#if defined __CSPCC_NEVER
    this is not C
#else
    yield();
#endif
#undef VALUE
#define VALUE 5
    return x
#ifdef VALUE
           + VALUE
#endif
        ;
}

int main(void)
{
    int x = ADD(slow(1),
#if 1
                slow(2)
#else
                slow(3)
#endif
    );
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-variable"
    yield();
#pragma GCC diagnostic pop
    _Pragma("GCC diagnostic push") yield();
    _Pragma("GCC diagnostic pop")
    printf("%d\n", x); // OUT: 13
    return 0;
}
