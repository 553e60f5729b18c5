// RUN: %program %s
// The variable of a for header hides one outside, lives across suspensions of
// the whole loop, and a variable of the body begins anew in each round.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    int i = 100;
    for (int i = 0; i < 3; i++) {
        int fresh = 0, kept;
        yield();
        fresh++;
        kept = fresh + i;
        yield();
        printf("%d %d %d\n", i, fresh, kept);
    }
    for (int i = 7, *p = &i; *p < 9; ++*p)
        yield();
    printf("%d\n", i);
    return 0;
}
// OUT: 0 1 1
// OUT: 1 1 2
// OUT: 2 1 3
// OUT: 100
