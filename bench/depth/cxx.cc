// SPDX-License-Identifier: MIT
// One message received at the bottom of so many calls; the twin of csp.c.
#include "../measure/coro.h"
#include "../measure/measure.h"

using chan = coro::channel<int>;

static coro::task echo(chan &in, chan &out)
{
    int value;
    while (co_await in.recv(value))
        co_await out.send(value);
}

static coro::call<int> descend(chan &in, int depth)
{
    if (depth > 1) co_return co_await descend(in, depth - 1) + 1;
    int value = -1;
    co_await in.recv(value);
    co_return value;
}

static coro::call<int> trips(chan &out, chan &in, int depth, int count)
{
    for (int i = 0; i < count; i++) {
        co_await out.send(i);
        measure_check(co_await descend(in, depth), i + depth - 1);
    }
    co_return count;
}

static coro::task bench(int count, int depth)
{
    chan out, in;
    coro::go(echo(out, in));
    co_await trips(out, in, depth, count / 10);
    int64_t begin = coro::now();
    int done = co_await trips(out, in, depth, count);
    measure_report(coro::now() - begin, count, done);
    out.close();
    co_await coro::yield();
}

int main(int argc, char **argv)
{
    coro::go(bench((int)measure_arg(argc, argv, 1, 1000000),
                   (int)measure_arg(argc, argv, 2, 1)));
    coro::run();
}
