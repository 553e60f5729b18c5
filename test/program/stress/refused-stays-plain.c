// RUN: %program %s
// FLAGS: -fcsp-stress -w
// What a coroutine cannot do is no error under stress: a variable whose length
// is taken from elsewhere, a call in __builtin_choose_expr, a value of variable
// length from a statement expression.
// OUT: 6 4 8
#include <stdio.h>

static int count(int n)
{
    return n + 1;
}

static int taken(int n)
{
    int square[n][n];
    __typeof__(square[0]) row;
    __auto_type next = square + 1;
    count(row[0] = n);
    return (int)(next - square) + (int)sizeof row / (int)sizeof *row;
}

static int chosen(int n)
{
    return __builtin_choose_expr(1, count(n), 0);
}

static int stated(int n)
{
    static char all[4][4] = {[3] = {[1] = 8}};
    return (*({
        char(*p)[n][n] = (void *)all;
        count(n);
        p;
    }))[3][1];
}

int main(void)
{
    printf("%d %d %d\n", taken(5), chosen(3), stated(4));
}
