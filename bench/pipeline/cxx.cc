// SPDX-License-Identifier: MIT
// One value through ten stages; the twin of csp.c.
#include "../measure/coro.h"
#include "../measure/measure.h"
#include <list>

enum { STAGES = 10 };
using chan = coro::channel<long>;

static coro::task produce(chan &out, long count)
{
    for (long i = 0; i < count; i++)
        co_await out.send(i);
    out.close();
}

static coro::task stage(chan &in, chan &out)
{
    long value;
    while (co_await in.recv(value))
        co_await out.send(value + 1);
    out.close();
}

static coro::call<long> pipeline(long count, int room)
{
    std::list<chan> all;
    chan *c = &all.emplace_back(room);
    long value, sum = 0;
    coro::go(produce(*c, count));
    for (int i = 0; i < STAGES; i++) {
        chan *next = &all.emplace_back(room);
        coro::go(stage(*c, *next));
        c = next;
    }
    while (co_await c->recv(value))
        sum += value;
    co_return sum;
}

static coro::task bench(long count, int room)
{
    co_await pipeline(count / 10, room);
    int64_t begin = coro::now();
    long sum = co_await pipeline(count, room);
    measure_report(coro::now() - begin, count, sum);
}

int main(int argc, char **argv)
{
    coro::go(bench(measure_arg(argc, argv, 1, 1000000),
                   (int)measure_arg(argc, argv, 2, 0)));
    coro::run();
}
