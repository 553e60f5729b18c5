// RUN: %program %s
// REQUIRES: plain
// A tree of tasks is walked depth first once the queue is full, so that few of
// its 55,555 tasks live at the same time, though each that is not a leaf starts
// all its children at once.
#include <csp.h>
#include <stdio.h>

static void tree(chan(long) out, int levels, long *most)
{
    long sum = 1, below = 0;
    chan(long) in = chan_make(long, 0);
    for (int i = 0; levels > 1 && i < 10; i++)
        go tree(in, levels - 1, most);
    for (int i = 0; levels > 1 && i < 10; i++) {
        chan_recv(in, &below);
        sum += below;
    }
    chan_release(in);
    if ((long)csp_live() > *most) *most = (long)csp_live();
    chan_send(out, sum);
}

int main(void)
{
    long most = 0, sum = 0;
    chan(long) out = chan_make(long, 0);
    for (int i = 0; i < 5; i++)
        go tree(out, 5, &most);
    for (int i = 0; i < 5; i++)
        sum += chan_get(out);
    chan_release(out);
    printf("%ld, few %d\n", sum, most < 10000);
    return 0; // OUT: 55555, few 1
}
// WORKERS: 1
