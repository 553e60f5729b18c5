// SPDX-License-Identifier: MIT
// One task from its start to its end. "spawn": batches of 100 that nobody waits
// for one by one; "join": each is waited for through a channel before the next.
#include "../measure/measure.h"
#include <csp.h>
#include <stdatomic.h>
#include <string.h>

enum { BATCH = 100 };
static atomic_long ended;

static void leaf(void)
{
    atomic_fetch_add_explicit(&ended, 1, memory_order_relaxed);
}

static void batches(int count)
{
    for (int i = 0; i < count; i += BATCH) {
        long wanted = ended + BATCH;
        for (int k = 0; k < BATCH; k++)
            go leaf();
        while (ended < wanted)
            yield();
    }
}

static void answer(chan(int) out, int value)
{
    chan_send(out, value);
}

static void joins(int count)
{
    chan(int) c = chan_make(int, 0);
    for (int i = 0; i < count; i++) {
        int value;
        go answer(c, i);
        chan_recv(c, &value);
        measure_check(value, i);
    }
    chan_release(c);
}

int main(int argc, char **argv)
{
    int count = (int)measure_arg(argc, argv, 1, 1000000) / BATCH * BATCH;
    bool joined = argc > 2 && strcmp(argv[2], "join") == 0;
    if (joined) joins(count / 10);
    else batches(count / 10);
    int64_t begin = csp_now();
    if (joined) joins(count);
    else batches(count);
    measure_report(csp_now() - begin, count, count);
    return 0;
}
