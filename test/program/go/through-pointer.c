// RUN: %program %s
// `go` starts coroutines through pointers, from a table, a struct, a parameter
// and a call that gives one.
#include <csp.h>
#include <stdio.h>

typedef coroutine void job(int, chan(int));
struct work { job *run; int n; };

static coroutine void add(int n, chan(int) out)
{
    chan_send(out, n + 100);
}

static coroutine void negate(int n, chan(int) out)
{
    yield();
    chan_send(out, -n);
}

static job *pick(int i)
{
    yield();
    return i ? negate : add;
}

static int start(job *f, int n, chan(int) out)
{
    go f(n, out);
    return chan_get(out);
}

int main(void)
{
    chan(int) out = chan_make(int, 0);
    job *table[] = {add, negate};
    struct work w = {negate, 4}, *p = &w;
    printf("%d %d\n", start(add, 1, out), start(negate, 2, out));
    go table[1](3, out);
    printf("%d\n", chan_get(out));
    go p->run(p->n, out);
    printf("%d\n", chan_get(out));
    go pick(0)(5, out);
    printf("%d\n", chan_get(out));
    go (*table)(6, out);
    printf("%d\n", chan_get(out));
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return 0;
}
// OUT: 101 -2
// OUT: -3
// OUT: -4
// OUT: 105
// OUT: 106
