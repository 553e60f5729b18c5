// RUN: %program %s
// A type may be defined inside of what the variable has: of what is atomic, of
// what a pointer's function returns.
#include <csp.h>

#include <stddef.h>
#include <stdio.h>

coroutine int later(int x)
{
    yield();
    return x;
}

int main(void)
{
    _Atomic(struct { int x, y; }) pair;
    _Atomic(struct one { int x; }) one;
    __typeof__(struct { char c[3]; } (*)(int)) function = NULL;
    yield();
    one = (struct one){later(4)};
    struct one copy = one;
    printf("%zu %d %d\n", sizeof pair, copy.x, !function); // OUT: 8 4 1
    return 0;
}
