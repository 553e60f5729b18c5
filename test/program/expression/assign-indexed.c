// RUN: %program %s
// a[f()] = g() evaluates f first, then g, each once.
#include <csp.h>
#include <stdio.h>

static int say(int x)
{
    yield();
    printf("%d ", x);
    return x;
}

static int *place(int *p)
{
    yield();
    printf("* ");
    return p;
}

int main(void)
{
    int a[4] = {0}, m[2][2] = {{0}};
    a[say(1)] = say(10);
    a[say(2)] = a[say(1)] + say(5);
    *place(&a[3]) = say(7);
    m[say(1)][say(0)] = say(6);
    place(a)[say(0)] = place(a)[3] + 1;
    say(0)[a] += say(2);
    printf("= %d %d %d %d %d\n", a[0], a[1], a[2], a[3], m[1][0]);
    return 0;
}
// OUT: 1 10 2 1 5 * 7 1 0 6 * 0 * 0 2 = 10 10 15 7 6
