// SPDX-License-Identifier: MIT
// One value through a channel without a buffer: from 64 tasks to one ("in"), or
// from one to 64 ("out").
#include "../measure/measure.h"
#include <csp.h>
#include <string.h>

enum { TASKS = 64 };

static void produce(chan(int) out, long count)
{
    for (long i = 0; i < count; i++)
        chan_send(out, 1);
    chan_retire(out);
}

static void consume(chan(int) in, chan(long) done)
{
    int value;
    long sum = 0;
    while (chan_recv(in, &value))
        sum += value;
    chan_send(done, sum);
}

static long fan(long count, int producers, int consumers)
{
    chan(int) c = chan_make(int, 0);
    chan(long) done = chan_make(long, 0);
    long sum = 0, rest = count;
    chan_writers(c, producers);
    for (int i = producers; i > 0; i--) {
        go produce(c, rest / i);
        rest -= rest / i;
    }
    for (int i = 0; i < consumers; i++)
        go consume(c, done);
    for (int i = 0; i < consumers; i++)
        sum += chan_get(done);
    return sum;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    bool in = argc < 3 || strcmp(argv[2], "in") == 0;
    int producers = in ? TASKS : 1, consumers = in ? 1 : TASKS;
    fan(count / 10, producers, consumers);
    int64_t begin = csp_now();
    long sum = fan(count, producers, consumers);
    measure_report(csp_now() - begin, count, sum);
    return 0;
}
