// RUN: %program %s
// With -DCSP_NO_SHORT_NAMES the primitives have their long names, and the short
// ones are free for the program's own use.
#include <csp.h>
#include <stdio.h>
// FLAGS: -DCSP_NO_SHORT_NAMES

static int go = 1, chan = 2, coroutine = 3, blocking = 4;

static int yield(void)
{
    return 5;
}

static csp_coroutine int twice(int n)
{
    csp_yield();
    return 2 * n;
}

static void produce(csp_chan(int) out)
{
    for (int i = 0; i < 3; i++)
        csp_chan_send(out, i);
    csp_chan_close(out);
    csp_chan_release(out);
}

int main(void)
{
    csp_chan(int) c = csp_chan_make(int, 0);
    int v, sum = 0;
    csp_go produce(csp_chan_retain(c));
    csp_select {
    csp_case_recv(c, &v): sum += v + 100; break;
    csp_case_after(INT64_C(20000000000)): return 1;
    }
    sum += csp_chan_get(c);
    while (csp_chan_recv(c, &v))
        sum += v;
    csp_blocking sum += 1000;
    printf("%d %d\n", sum, twice(go + chan + coroutine + blocking + yield()));
    csp_chan_release(c); // OUT: 1103 30
    while (csp_live() > 1)
        csp_yield();
    return 0;
}
