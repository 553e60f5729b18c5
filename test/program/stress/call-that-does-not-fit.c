// RUN: %program %s
// FLAGS: -fcsp-stress -std=gnu11 -w
// Without a prototype in sight a call may have other arguments than the
// definition behind it: with stress it stays a call that C takes.
// OUT: 43 6 8
#include <stdio.h>

int fewer();
static int calls(void)
{
    return fewer() + 1;
}
int fewer(char *unused)
{
    return 42;
}

int kind();
int fits();
static int before(int *p)
{
    return kind(6, p) + 100 * fits(8);
}
int kind(a, b)
int a, b;
{
    return a;
}
int fits(n)
int n;
{
    return n;
}

int main(void)
{
    int sum = before(&(int){1});
    printf("%d %d %d\n", calls(), sum % 100, sum / 100);
}
