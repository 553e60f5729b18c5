// SPDX-License-Identifier: MIT
// One task of a group of 100 that is waited for: from its start to its end.
#include "../measure/measure.h"
#include <csp.h>
#include <stdatomic.h>

enum { TASKS = 100 };
static atomic_long ended;

static void leaf(void)
{
    atomic_fetch_add_explicit(&ended, 1, memory_order_relaxed);
}

static void groups(long count)
{
    for (long i = 0; i < count; i += TASKS)
        group () {
            for (int k = 0; k < TASKS; k++)
                go leaf();
        }
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    groups(count);
    ended = 0;
    int64_t begin = csp_now();
    groups(count);
    measure_report(csp_now() - begin, count, ended);
    return 0;
}
