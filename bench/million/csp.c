// SPDX-License-Identifier: MIT
// One of a million tasks that are started before any is waited for: from its
// start to its end.
#include "../measure/measure.h"
#include <csp.h>
#include <stdatomic.h>

static atomic_long ended;

static void leaf(void)
{
    atomic_fetch_add_explicit(&ended, 1, memory_order_relaxed);
}

static long start(long count)
{
    ended = 0;
    for (long i = 0; i < count; i++)
        go leaf();
    while (ended < count)
        yield();
    return ended;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    start(count / 10);
    int64_t begin = csp_now();
    long all = start(count);
    measure_report(csp_now() - begin, count, all);
    return 0;
}
