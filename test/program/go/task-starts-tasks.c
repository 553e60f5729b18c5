// RUN: %program %s
// Tasks start tasks: a tree of 2,047, counted by its leaves.
#include <csp.h>
#include <stdio.h>

static void grow(int depth, chan(int) leaves)
{
    if (depth == 0) {
        chan_send(leaves, 1);
        return;
    }
    go grow(depth - 1, leaves);
    go grow(depth - 1, leaves);
}

int main(void)
{
    chan(int) leaves = chan_make(int, 0);
    int sum = 0;
    go grow(10, leaves);
    for (int i = 0; i < 1024; i++)
        sum += chan_get(leaves);
    printf("%d\n", sum); // OUT: 1024
    while (csp_live() > 1)
        yield();
    chan_release(leaves);
    return 0;
}
