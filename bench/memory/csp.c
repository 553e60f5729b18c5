// SPDX-License-Identifier: MIT
// Bytes in memory for each coroutine that waits in a receive: what the process
// has grown by when `count` of them wait on one channel.
#include "../measure/measure.h"
#include <csp.h>
#include <stdatomic.h>

enum { BATCH = 100, SETTLE_NS = 50 * 1000 * 1000 };
static atomic_long begun;

static void wait_for(chan(int) c)
{
    int value;
    begun++;
    chan_recv(c, &value);
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000) / BATCH * BATCH;
    chan(int) c = chan_make(int, 0);
    long before = measure_resident_bytes();
    for (long i = 0; i < count; i += BATCH) {
        for (int k = 0; k < BATCH; k++)
            go wait_for(c);
        while (begun < i + BATCH)
            yield();
    }
    csp_sleep(SETTLE_NS);
    long grown = measure_resident_bytes() - before;
    measure_report(grown, count, begun);
    chan_close(c);
    return 0;
}
