// RUN: %program %s
// _Alignas takes a type as well as a number.
// OUT: 1 2 0 0 0
#include <csp.h>
#include <stdint.h>
#include <stdio.h>

static unsigned past(const void *p, unsigned align)
{
    return (unsigned)((uintptr_t)p % align);
}

int main(void)
{
    _Alignas(char) char x = 1, y = 2;
    _Alignas(double) char z[3] = {1};
    _Alignas(32) int w = 3;
    static _Alignas(long double) char s;
    yield();
    printf("%d %d %u %u %u\n", x, y, past(z, _Alignof(double)), past(&w, 32),
           past(&s, _Alignof(long double)));
}
