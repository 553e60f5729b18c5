// RUN: %program %s
// The function that is called may itself be chosen by an expression that
// suspends.
#include <csp.h>
#include <stdio.h>

typedef coroutine int operation(int, int);

static coroutine int add(int a, int b)
{
    yield();
    return a + b;
}

static coroutine int multiply(int a, int b)
{
    yield();
    return a * b;
}

static int slow(int x)
{
    yield();
    return x;
}

static operation *choose(char name)
{
    yield();
    return name == '+' ? add : multiply;
}

int main(void)
{
    operation *const table[] = {add, multiply};
    printf("%d\n", (slow(1) ? add : multiply)(slow(3), slow(4)));  // OUT: 7
    printf("%d\n", choose('*')(slow(3), slow(4)));                 // OUT: 12
    printf("%d\n", table[slow(1)](slow(5), table[0](1, slow(1)))); // OUT: 10
    printf("%d\n", (*choose('+'))(1, choose('*')(2, 3)));          // OUT: 7
    return 0;
}
