// RUN: %program %s
// What a started coroutine returns is dropped, of any type.
#include <csp.h>
#include <stdio.h>

struct large { char bytes[5000]; };
static int ended;

static coroutine struct large make(int n)
{
    yield();
    __atomic_add_fetch(&ended, 1, __ATOMIC_SEQ_CST);
    return (struct large){{(char)n}};
}

static double half(double d)
{
    __atomic_add_fetch(&ended, 10, __ATOMIC_SEQ_CST);
    yield();
    return d / 2;
}

int main(void)
{
    for (int i = 0; i < 5; i++) {
        go make(i);
        go half(i);
    }
    while (csp_live() > 1)
        yield();
    printf("%d %.1f %d\n", ended, half(5), make(3).bytes[0]); // OUT: 55 2.5 3
    return 0;
}
