// RUN: %program %s
// A typedef of coroutines declares functions, too: such a declaration agrees
// with a definition that has the word, and with one that does not suspend.
#include <csp.h>
#include <stdio.h>

typedef coroutine int plugin(int);
extern plugin half, third;
static plugin quarter;

coroutine int half(int n)
{
    yield();
    return n / 2;
}

static int quarter(int n)
{
    yield();
    return n / 4;
}

int main(void)
{
    plugin *p = half, *q = third;
    int direct = half(40) + third(30) + quarter(20);
    printf("%d %d\n", direct, p(8) + q(9)); // OUT: 35 7
    return 0;
}

int third(int n)
{
    return n / 3;
}
