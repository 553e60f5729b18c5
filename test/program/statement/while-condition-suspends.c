// RUN: %program %s
// A while condition is evaluated before each round and once more at the end.
#include <csp.h>
#include <stdio.h>

static int tests;

static bool below(int x, int limit)
{
    tests++;
    yield();
    return x < limit;
}

int main(void)
{
    int n = 0;
    while (below(n, 5))
        n++;
    while (below(n, 5))
        n = 100;
    while (below(n, 6) && (below(n, 4) || n != 7))
        n++;
    printf("%d after %d tests\n", n, tests); // OUT: 6 after 10 tests
    while (below(n, 10)) {
        if (++n == 7) continue;
        if (n == 9) break;
    }
    printf("%d\n", n); // OUT: 9
    return 0;
}
