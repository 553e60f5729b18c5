// SPDX-License-Identifier: MIT
// One round trip: a value goes to another task and comes back, through two
// channels without a buffer. Two hand-overs for each operation.
#include "../measure/measure.h"
#include <csp.h>

static void echo(chan(int) in, chan(int) out)
{
    int value;
    while (chan_recv(in, &value))
        chan_send(out, value);
}

static void trips(chan(int) out, chan(int) in, int count)
{
    for (int i = 0; i < count; i++) {
        int value;
        chan_send(out, i);
        chan_recv(in, &value);
        measure_check(value, i);
    }
}

int main(int argc, char **argv)
{
    int count = (int)measure_arg(argc, argv, 1, 1000000);
    chan(int) out = chan_make(int, 0), in = chan_make(int, 0);
    go echo(out, in);
    trips(out, in, count / 10);
    int64_t begin = csp_now();
    trips(out, in, count);
    measure_report(csp_now() - begin, count, count);
    return 0;
}
