// SPDX-License-Identifier: MIT
// One call, of a plain function or of a coroutine that seldom waits; the twin
// of csp.c.
#include "../measure/coro.h"
#include "../measure/measure.h"
#include <cstring>

enum { SELDOM = 1000 };

static __attribute__((noinline)) long add(long sum, long i)
{
    return sum + i;
}

static __attribute__((noinline)) long add_or_test(long sum, long i)
{
    if (i % SELDOM == SELDOM - 1) sum = add(sum, 0);
    return sum + i;
}

static coro::call<long> add_or_yield(long sum, long i)
{
    if (i % SELDOM == SELDOM - 1) co_await coro::yield();
    co_return sum + i;
}

static coro::task bench(long count, bool waits)
{
    long sum = 0;
    int64_t begin = coro::now();
    if (waits)
        for (long i = 0; i < count; i++)
            sum = co_await add_or_yield(sum, i);
    else
        for (long i = 0; i < count; i++)
            sum = add_or_test(sum, i);
    measure_report(coro::now() - begin, count, sum);
}

int main(int argc, char **argv)
{
    coro::go(bench(measure_arg(argc, argv, 1, 1000000),
                   argc > 2 && strcmp(argv[2], "awaited") == 0));
    coro::run();
}
