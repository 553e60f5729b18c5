// RUN: %program %s
// A sequence is C's own, a repetition is a loop over coroutines, one after the
// other or, through handles, all at once; no round at all is allowed in both
// (row P2).
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

static int hundred(int n)
{
    yield();
    return n * 100;
}

static int in_sequence(int n)
{
    int sum = 0;
    for (int i = 1; i <= n; i++) {
        int value = hundred(i);
        printf("%s%d", i > 1 ? " " : "", value);
        sum += value;
    }
    return sum;
}

static int at_once(int n)
{
    task(int) *tasks = malloc(sizeof *tasks * (size_t)(n + 1));
    int sum = 0;
    for (int i = 0; i < n; i++)
        tasks[i] = spawn(hundred(i + 1));
    for (int i = 0; i < n; i++)
        sum += join(tasks[i]);
    free(tasks);
    return sum;
}

static int in_parallel(int n)
{
    int values[10] = {0}, sum = 0;
    par for (int i = 0; i < n; i++) values[i] = hundred(i + 1);
    for (int i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

int main(void)
{
    printf(": %d\n", in_sequence(3)); // OUT: 100 200 300: 600
    printf(": %d\n", in_sequence(0)); // OUT: : 0
    printf("%d %d %d\n", at_once(0), at_once(3), at_once(1000)); // OUT: 0 600 50050000
    printf("%d %d\n", in_parallel(0), in_parallel(9)); // OUT: 0 4500
    par {
    }
    printf("%zu\n", csp_live()); // OUT: 1
    return 0;
}
