// SPDX-License-Identifier: MIT
// One call that adds, of a plain function ("plain") or of a coroutine, which is
// awaited ("awaited") and waits one time in a thousand. Neither is inlined.
#include "../measure/measure.h"
#include <csp.h>
#include <string.h>

enum { SELDOM = 1000 };

static __attribute__((noinline)) long add(long sum, long i)
{
    return sum + i;
}

static __attribute__((noinline)) long add_or_yield(long sum, long i)
{
    if (i % SELDOM == SELDOM - 1) yield();
    return sum + i;
}

static __attribute__((noinline)) long add_or_test(long sum, long i)
{
    if (i % SELDOM == SELDOM - 1) sum = add(sum, 0);
    return sum + i;
}

static long plain(long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++)
        sum = add_or_test(sum, i);
    return sum;
}

static long awaited(long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++)
        sum = add_or_yield(sum, i);
    return sum;
}

int main(int argc, char **argv)
{
    long count = measure_arg(argc, argv, 1, 1000000);
    bool waits = argc > 2 && strcmp(argv[2], "awaited") == 0;
    int64_t begin = csp_now();
    long sum = waits ? awaited(count) : plain(count);
    measure_report(csp_now() - begin, count, sum);
    return 0;
}
