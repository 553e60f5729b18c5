// RUN: %program %s
// A go in a statement expression that does not suspend itself, as a statement
// of its own and as an operand.
// OUT: 3 36
#include <csp.h>
#include <stdio.h>

static void give(chan(int) c, int n)
{
    chan_send(c, n);
}

int main(void)
{
    chan(int) c = chan_make(int, 9);
    int sum = 0, n = 0;
    for (int i = 0; i < 3; i++)
        ({ go give(c, i + 1); n++; (void)0; });
    int more = 10 + ({ go { give(c, 20); } 0; }) + n;
    while (csp_live() > 1)
        yield();
    while (chan_len(c) > 0)
        sum += chan_get(c);
    printf("%d %d\n", n, sum + more - 3);
    chan_release(c);
}
