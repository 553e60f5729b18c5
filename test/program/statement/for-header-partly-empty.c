// RUN: %program %s
// Each part of a for header may be missing while the others suspend.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    return x;
}

int main(void)
{
    int i, sum = 0;
    for (i = slow(0);; i++) {
        if (slow(i) == 3) break;
        sum += i;
    }
    for (; slow(i) < 6;)
        i++;
    for (;; slow(i++))
        if (i > 8) break;
    for (;;) {
        yield();
        if (++i == 12) break;
    }
    for (int k = 0, step = slow(5); k < slow(10); k += step)
        sum += k;
    printf("%d %d\n", i, sum); // OUT: 12 8
    return 0;
}
