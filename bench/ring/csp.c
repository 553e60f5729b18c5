// SPDX-License-Identifier: MIT
// One hop of a token round a ring of 100 tasks, over channels without a buffer.
#include "../measure/measure.h"
#include <csp.h>

enum { TASKS = 100 };

// The last hop goes to `end`, not round once more.
static void pass(chan(long) in, chan(long) out, chan(long) end, long count)
{
    for (;;) {
        long hops = chan_get(in) + 1;
        chan_send(hops == count ? end : out, hops);
    }
}

static long ring(long count)
{
    chan(long) first = chan_make(long, 0), in = first;
    chan(long) end = chan_make(long, 0);
    for (int i = 1; i < TASKS; i++) {
        chan(long) out = chan_make(long, 0);
        go pass(in, out, end, count);
        in = out;
    }
    go pass(in, first, end, count);
    chan_send(first, 0);
    return chan_get(end);
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    ring(count / 10);
    int64_t begin = csp_now();
    long hops = ring(count);
    measure_report(csp_now() - begin, count, hops);
    return 0;
}
