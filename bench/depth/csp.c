// SPDX-License-Identifier: MIT
// One message that is received at the bottom of so many calls (the second
// argument), and sent back from there: down, wait, up again.
#include "../measure/measure.h"
#include <csp.h>

static void echo(chan(int) in, chan(int) out)
{
    int value;
    while (chan_recv(in, &value))
        chan_send(out, value);
}

static int descend(chan(int) in, int depth)
{
    if (depth > 1) return descend(in, depth - 1) + 1;
    return chan_get(in);
}

static void trips(chan(int) out, chan(int) in, int depth, long count)
{
    for (long i = 0; i < count; i++) {
        chan_send(out, (int)i);
        measure_check(descend(in, depth), (int)i + depth - 1);
    }
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    int depth = (int)measure_arg(argc, argv, 2, 1);
    chan(int) out = chan_make(int, 0), in = chan_make(int, 0);
    go echo(out, in);
    trips(out, in, depth, count / 10);
    int64_t begin = csp_now();
    trips(out, in, depth, count);
    measure_report(csp_now() - begin, count, count);
    return 0;
}
