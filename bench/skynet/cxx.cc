// SPDX-License-Identifier: MIT
// A tree of tasks down to a million leaves; the twin of csp.c.
#include "../measure/coro.h"
#include "../measure/measure.h"

enum { CHILDREN = 10 };
using chan = coro::channel<long>;

static coro::task skynet(chan &out, long first, long leaves)
{
    if (leaves == 1) {
        co_await out.send(first);
        co_return;
    }
    chan in;
    long each = leaves / CHILDREN, sum = 0;
    for (long i = 0; i < CHILDREN; i++)
        coro::go(skynet(in, first + i * each, each));
    for (int i = 0; i < CHILDREN; i++) {
        long value = 0;
        co_await in.recv(value);
        sum += value;
    }
    co_await out.send(sum);
}

static coro::call<long> grow(long leaves)
{
    chan root;
    long sum = 0;
    coro::go(skynet(root, 0, leaves));
    co_await root.recv(sum);
    co_return sum;
}

static coro::task bench(long count)
{
    co_await grow(count / CHILDREN);
    int64_t begin = coro::now();
    long sum = co_await grow(count);
    measure_report(coro::now() - begin, count, sum);
}

int main(int argc, char **argv)
{
    coro::go(bench(measure_arg(argc, argv, 1, 1000000)));
    coro::run();
}
