// RUN: %program %s
// LINK: Inputs/alias-caller.c
// An alias of a coroutine is one, here, through a pointer and in other files;
// so is a weak alias. A weak name that nobody defines can be tested.
// OUT: 18 14
#include <csp.h>
#include <stdio.h>

typedef coroutine int function(int);

coroutine int both(int n);
coroutine int twice(int n);

coroutine int twice(int n)
{
    yield();
    return 2 * n;
}

coroutine int doubled(int n) __attribute__((alias("twice")));
coroutine int perhaps(int n) __attribute__((weak, alias("twice")));

int main(void)
{
    function *through = doubled;
    printf("%d ", both(3));
    printf("%d\n", doubled(4) + through(3));
}
