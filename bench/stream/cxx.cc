// SPDX-License-Identifier: MIT
// One value through a buffered channel; the twin of csp.c.
#include "../measure/coro.h"
#include "../measure/measure.h"

using chan = coro::channel<int>;

static coro::task produce(chan &out, int count)
{
    for (int i = 0; i < count; i++)
        co_await out.send(i);
    out.close();
}

static coro::call<int> stream(int count, int room)
{
    chan c(room);
    int value, expected = 0;
    coro::go(produce(c, count));
    while (co_await c.recv(value))
        measure_check(value, expected++);
    co_return expected;
}

static coro::task bench(int count, int room)
{
    co_await stream(count / 10, room);
    int64_t begin = coro::now();
    int received = co_await stream(count, room);
    measure_report(coro::now() - begin, count, received);
}

int main(int argc, char **argv)
{
    coro::go(bench((int)measure_arg(argc, argv, 1, 1000000),
                   (int)measure_arg(argc, argv, 2, 100)));
    coro::run();
}
