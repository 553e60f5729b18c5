// SPDX-License-Identifier: MIT
// One value through one channel with room for 16, on which eight tasks send and
// eight receive.
#include "../measure/measure.h"
#include <csp.h>

enum { TASKS = 8, ROOM = 16 };

static void produce(chan(long) out, long first, long count)
{
    for (long i = 0; i < count; i++)
        chan_send(out, first + i);
    chan_retire(out);
}

static void consume(chan(long) in, chan(long) done)
{
    long value, sum = 0;
    while (chan_recv(in, &value))
        sum += value;
    chan_send(done, sum);
}

static long contend(long count)
{
    chan(long) c = chan_make(long, ROOM), done = chan_make(long, 0);
    long each = count / TASKS, sum = 0;
    chan_writers(c, TASKS);
    for (int i = 0; i < TASKS; i++) {
        go produce(c, i * each, each);
        go consume(c, done);
    }
    for (int i = 0; i < TASKS; i++)
        sum += chan_get(done);
    return sum;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    contend(count / 10);
    int64_t begin = csp_now();
    long sum = contend(count);
    measure_report(csp_now() - begin, count, sum);
    return 0;
}
