#include "frame-stated.h"
#include <stdatomic.h>

extern atomic_int cleaned;

static void clean(int *x)
{
    cleaned += *x;
}

csp_coroutine struct pair sum_of(chan(int) c, int n)
{
    __attribute__((cleanup(clean))) int guard = 1;
    struct pair sum = {0, n};
    for (int i = 0; i < n; i++)
        sum.first += chan_get(c);
    return sum;
}

coroutine csp_frame(96) void pass_on(chan(int) from, chan(int) to)
{
    int v;
    while (chan_recv(from, &v))
        chan_send(to, v);
    chan_close(to);
}

coroutine csp_frame(96) int recursive(chan(int) c, int depth)
{
    return depth ? chan_get(c) + recursive(c, depth - 1) : 0;
}

csp_operation bool take(chan(int) c, int *into)
{
    return chan_recv(c, into);
}
