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
csp_resume_1:
    sum += one(1);
    while (sum < n) {
        if (sum == 3) goto csp_next_1;
        sum++;
        if (one(sum) == 5) continue;
        sum++;
        for (; one(sum) < 3; one(0))
            if (sum) goto csp_resume_2;
    }
    if (sum == 100) goto csp_resume_1;
csp_next_1:
csp_resume_2:
    if (sum++ < 5) goto csp_suspend;
    return sum;
csp_suspend:
    sum += 10 * one(1);
    goto csp_resume_2;
}

int main(void)
{
    printf("%d %d\n", count(2), count(9)); // OUT: 15 15
    return 0;
}
