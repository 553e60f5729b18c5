// RUN: %program %s
// An operation whose operands are locals and constants is started like a call,
// with the values of now, from a plain function too.
#include <csp.h>
#include <stdio.h>

struct pair {
    int a, b;
};

static int start(chan(struct pair) c, int n)
{
    struct pair p = {n, 2};
    go chan_send(c, (struct pair){p.b, n + 1});
    n = 0;
    go csp_sleep(n + 1);
    return n;
}

int main(void)
{
    chan(struct pair) c = chan_make(struct pair, 0);
    struct pair p = {1, 2};
    go chan_send(c, p);
    go yield();
    p.a = 5;
    p = chan_get(c);
    printf("%d %d\n", p.a, p.b); // OUT: 1 2
    start(c, 7);
    p = chan_get(c);
    printf("%d %d\n", p.a, p.b); // OUT: 2 8
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return 0;
}
