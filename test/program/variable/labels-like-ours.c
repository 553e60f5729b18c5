// RUN: %program %s
// Labels of a coroutine may have the names of those that we put there.
#include <csp.h>
#include <stdio.h>

static int one(int n)
{
    yield();
    return n;
}

static int count(int n)
{
    int sum = 0;
at_1_yield:
    sum += one(1);
    while (sum < n) {
        if (sum == 3) goto csp_next_1;
        sum++;
        if (one(sum) == 5) continue;
        sum++;
        for (; one(sum) < 3; one(0))
            if (sum) goto at_2_yield;
    }
    if (sum == 100) goto at_1_yield;
csp_next_1:
at_2_yield:
    if (sum++ < 5) goto csp_suspend;
    return sum;
csp_suspend:
    sum += 10 * one(1);
    goto at_2_yield;
}

int main(void)
{
    printf("%d %d\n", count(2), count(9)); // OUT: 15 15
    return 0;
}
