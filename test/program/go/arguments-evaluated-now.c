// RUN: %program %s
// The arguments of `go` are evaluated at once, in the caller (row G1).
#include <csp.h>
#include <stdio.h>

static int calls;

static int g(void)
{
    return ++calls;
}

static void f(int i, int n, chan(int) out)
{
    chan_send(out, i * 10 + n);
}

int main(void)
{
    chan(int) out = chan_make(int, 0);
    int i = 0;
    go f(i++, g(), out);
    printf("%d %d\n", i, calls);      // OUT: 1 1
    i = 50, calls = 50;
    printf("%d\n", chan_get(out));    // OUT: 1
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return 0;
}
