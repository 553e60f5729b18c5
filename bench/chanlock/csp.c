// SPDX-License-Identifier: MIT
// A lock made of a channel with room for one: who has sent holds it, and gives
// it back by a receive. Eight tasks count under it; the operation is one count.
#include "../measure/measure.h"
#include <csp.h>

enum { TASKS = 8 };

struct counter {
    chan(int) lock;
    long value; // under the lock
};

static void add(struct counter *counter, long count, chan(int) done)
{
    for (long i = 0; i < count; i++) {
        chan_send(counter->lock, 1);
        counter->value++;
        chan_get(counter->lock);
    }
    chan_retire(done);
}

static long counted(long count)
{
    struct counter counter = {.lock = chan_make(int, 1)};
    chan(int) done = chan_make(int, 0);
    chan_writers(done, TASKS);
    for (int i = 0; i < TASKS; i++)
        go add(&counter, count / TASKS, done);
    chan_get(done);
    return counter.value;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    counted(count / 10);
    int64_t begin = csp_now();
    long value = counted(count);
    measure_report(csp_now() - begin, count, value);
    return 0;
}
