// RUN: %program %s
// An array of variable length may be one of channels or tasks, in several
// dimensions and taken from another: that a channel is to C a pointer to an
// array without a length is no length that is missing.
#include <csp.h>

#include <stdio.h>

coroutine int later(int x)
{
    yield();
    return x;
}

coroutine int sum(int n, chan(int) (*from)[n])
{
    int all = 0;
    for (int i = 0; i < n; i++)
        all += chan_get((*from)[i]);
    return all;
}

int main(void)
{
    int n = later(3);
    chan(int) row[n], table[n + 1][n];
    task(int) tasks[n];
    yield();
    for (int i = 0; i < n; i++)
        row[i] = table[1][i] = chan_make(int, 1);
    __typeof__(row) *all = &row;
    __typeof__(table[0]) copy;
    for (int i = 0; i < n; i++) {
        tasks[i] = spawn(later(10 * i));
        copy[i] = table[1][i];
        chan_send(copy[i], later(i));
    }
    int total = sum(n, all);
    for (int i = 0; i < n; i++)
        total += join(tasks[i]);
    printf("%d %zu\n", total, sizeof copy / sizeof row[0]); // OUT: 33 3
    for (int i = 0; i < n; i++)
        chan_release(row[i]);
    return 0;
}
