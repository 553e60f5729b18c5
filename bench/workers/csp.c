// SPDX-License-Identifier: MIT
// One producer, eight workers, one collector, over two channels with room for
// 64. A worker computes as many steps for each value as the second argument
// tells: a step takes about a nanosecond.
#include "../measure/measure.h"
#include <csp.h>

enum { WORKERS = 8, ROOM = 64 };

static void produce(chan(long) out, long count)
{
    for (long i = 0; i < count; i++)
        chan_send(out, i);
    chan_close(out);
}

static void work(chan(long) in, chan(long) out, long steps)
{
    long value;
    while (chan_recv(in, &value))
        chan_send(out, value + measure_work(value, steps));
    chan_retire(out);
}

static long collect(long count, long steps)
{
    chan(long) jobs = chan_make(long, ROOM), results = chan_make(long, ROOM);
    long value, sum = 0;
    go produce(jobs, count);
    chan_writers(results, WORKERS);
    for (int i = 0; i < WORKERS; i++)
        go work(jobs, results, steps);
    while (chan_recv(results, &value))
        sum += value;
    return sum;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    long steps = measure_arg(argc, argv, 2, 0);
    collect(count / 10, steps);
    int64_t begin = csp_now();
    long sum = collect(count, steps);
    measure_report(csp_now() - begin, count, sum);
    return 0;
}
