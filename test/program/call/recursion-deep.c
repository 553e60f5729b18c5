// RUN: %program %s
// Recursion to depth 100,000 uses no C stack, whether it suspends on the way
// down, at the bottom or never (row A2).
#include <csp.h>
#include <stdio.h>
#include <sys/resource.h>

static long down(int n, int when)
{
    if (n == 0 || when == 1) yield();
    long below = n ? down(n - 1, when) : 0;
    if (when == 2) yield();
    return below + n;
}

static long never(int n)
{
    char pad[64] = {(char)n};
    if (n < 0) yield();
    return n ? never(n - 1) + n - pad[0] + (char)n : 0;
}

int main(void)
{
    struct rlimit small = {256 * 1024, 256 * 1024};
    setrlimit(RLIMIT_STACK, &small);
    for (int when = 0; when < 3; when++)
        printf("%ld\n", down(100000, when));
    printf("%ld\n", never(100000));
    return 0;
}
// OUT: 5000050000
// OUT: 5000050000
// OUT: 5000050000
// OUT: 5000050000
