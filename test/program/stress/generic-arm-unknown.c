// RUN: %program %s
// FLAGS: -fcsp-stress -w
// A function with a _Generic whose chosen arm cspcc cannot tell stays plain
// under stress, and is not refused for the calls in the arms.
// OUT: 10 7
#include <stdio.h>

const int a = 0;

static int twenty(void)
{
    return 20;
}

static int number(int i)
{
    return i;
}

static int plain(const int *p)
{
    return _Generic(p, __typeof__(const int *): number(7), default: 1);
}

int main(void)
{
    printf("%d %d\n", _Generic(a, int: twenty() / 2, const int: 1), plain(&a));
}
