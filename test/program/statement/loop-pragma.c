// RUN: %program %s
// A pragma that says how to unroll a loop stands before the loop, wherever that
// is, or goes when other text comes there.
// OUT: 30 36 9 100
#include <csp.h>
#include <stdio.h>

#define TWICE _Pragma("GCC unroll 2")

static int grow(int n)
{
    yield();
    return n + 1;
}

int main(void)
{
    int sum = 0, even = 0, steps = 0, whole = 0;
    for (int i = 0; i < 5; i++)
#pragma GCC unroll 2
        for (int k = 0; k < 3; k++)
            sum = grow(sum) + 1;
    if (grow(sum) > 30)
#pragma GCC unroll 4
        for (int k = 0; k < 9; k++)
            even += k;
    else
        TWICE while (steps < 5) steps = grow(steps);
#pragma GCC unroll 3
    while (steps < 9)
        steps = grow(steps);
    switch (grow(0)) {
    case 1:
#pragma GCC unroll 2
        do
            whole++;
        while (whole < 100);
    }
    printf("%d %d %d %d\n", sum, even, steps, whole);
}
