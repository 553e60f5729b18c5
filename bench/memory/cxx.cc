// SPDX-License-Identifier: MIT
// Bytes for each coroutine that waits; the twin of csp.c.
#include "../measure/coro.h"
#include "../measure/measure.h"

static long begun;

static coro::task wait_for(coro::channel<int> &c)
{
    int value;
    begun++;
    co_await c.recv(value);
}

static coro::task bench(long count)
{
    coro::channel<int> c;
    long before = measure_resident_bytes();
    for (long i = 0; i < count; i++) {
        coro::go(wait_for(c));
        co_await coro::yield();
    }
    measure_report(measure_resident_bytes() - before, count, begun);
}

int main(int argc, char **argv)
{
    coro::go(bench(measure_arg(argc, argv, 1, 1000000)));
    coro::run();
}
