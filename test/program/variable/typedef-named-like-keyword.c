// RUN: %program %s
// A typedef of an unnamed type may have a name that the type's keyword begins
// with.
// OUT: 3 4 2
#include <csp.h>
#include <stdio.h>

int main(void)
{
    typedef struct { int a; } s;
    typedef union { int b; } u;
    typedef enum { NONE, ONE, TWO } en;
    s first = {3};
    u second = {4};
    en third = TWO;
    yield();
    printf("%d %d %d\n", first.a, second.b, (int)third);
}
