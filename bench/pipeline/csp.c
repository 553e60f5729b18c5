// SPDX-License-Identifier: MIT
// One value through ten stages, each a task that adds one, over channels with
// the room that the second argument tells.
#include "../measure/measure.h"
#include <csp.h>

enum { STAGES = 10 };

static void produce(chan(long) out, long count)
{
    for (long i = 0; i < count; i++)
        chan_send(out, i);
    chan_close(out);
}

static void stage(chan(long) in, chan(long) out)
{
    long value;
    while (chan_recv(in, &value))
        chan_send(out, value + 1);
    chan_close(out);
}

static long pipeline(long count, int room)
{
    chan(long) c = chan_make(long, room);
    long value, sum = 0;
    go produce(c, count);
    for (int i = 0; i < STAGES; i++) {
        chan(long) next = chan_make(long, room);
        go stage(c, next);
        c = next;
    }
    while (chan_recv(c, &value))
        sum += value;
    return sum;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    int room = (int)measure_arg(argc, argv, 2, 0);
    pipeline(count / 10, room);
    int64_t begin = csp_now();
    long sum = pipeline(count, room);
    measure_report(csp_now() - begin, count, sum);
    return 0;
}
