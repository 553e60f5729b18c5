// SPDX-License-Identifier: MIT
// One round trip; the twin of csp.c.
#include "../measure/coro.h"
#include "../measure/measure.h"

using chan = coro::channel<int>;

static coro::task echo(chan &in, chan &out)
{
    int value;
    while (co_await in.recv(value))
        co_await out.send(value);
}

static coro::call<int> trips(chan &out, chan &in, int count)
{
    for (int i = 0; i < count; i++) {
        int value = -1;
        co_await out.send(i);
        co_await in.recv(value);
        measure_check(value, i);
    }
    co_return count;
}

static coro::task bench(int count)
{
    chan out, in;
    coro::go(echo(out, in));
    co_await trips(out, in, count / 10);
    int64_t begin = coro::now();
    int done = co_await trips(out, in, count);
    measure_report(coro::now() - begin, count, done);
    out.close();
    co_await coro::yield();
}

int main(int argc, char **argv)
{
    coro::go(bench((int)measure_arg(argc, argv, 1, 1000000)));
    coro::run();
}
