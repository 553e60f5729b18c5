// RUN: %program %s
// A goto backward makes a loop whose variables keep their values.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    int i = 0, sum = 0;
again:
    yield();
    sum += i;
    if (++i < 10) goto again;
    printf("%d\n", sum); // OUT: 45
    {
        int rounds = 0;
    inner:;
        int fresh = 1;
        yield();
        fresh++;
        rounds += fresh;
        if (rounds < 6) goto inner;
        printf("%d\n", rounds); // OUT: 6
    }
    return 0;
}
