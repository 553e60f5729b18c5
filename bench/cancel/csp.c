// SPDX-License-Identifier: MIT
// One of a million tasks that wait, cancelled: from the end of their group to
// its last clean-up.
#include "../measure/measure.h"
#include <csp.h>
#include <stdatomic.h>

static atomic_long begun, ended;

static void count_end(int *one)
{
    atomic_fetch_add_explicit(&ended, *one, memory_order_relaxed);
}

static void wait_for(chan(int) c)
{
    __attribute__((cleanup(count_end))) int one = 1;
    begun++;
    chan_get(c);
}

// The return ends the group, which cancels all in it.
static void cancel(chan(int) c, long count, int64_t *begin)
{
    begun = ended = 0;
    group () {
        for (long i = 0; i < count; i++)
            go wait_for(c);
        while (begun < count)
            yield();
        *begin = csp_now();
        return;
    }
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    auto_chan(int) c = chan_make(int, 0);
    int64_t begin;
    cancel(c, count / 10, &begin);
    cancel(c, count, &begin);
    measure_report(csp_now() - begin, count, ended);
    chan_close(c);
    return 0;
}
