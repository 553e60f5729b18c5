// RUN: %program %s
// A weak coroutine gives way to a strong one of another file, whose frame is
// larger; one that is alone stays.
#include <csp.h>
#include <stdio.h>

coroutine int who(int n);
coroutine int alone(int n) __attribute__((__weak__));

int main(void)
{
    printf("%d %d\n", who(1), alone(1)); // OUT: 11 2
    return 0;
}

__attribute__((weak)) int who(int n)
{
    yield();
    return n;
}

int alone(int n)
{
    yield();
    return n + 1;
}
// LINK: Inputs/weak-strong.c
