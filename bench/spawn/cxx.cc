// SPDX-License-Identifier: MIT
// One task from its start to its end; the twin of csp.c.
#include "../measure/coro.h"
#include "../measure/measure.h"
#include <cstring>

enum { BATCH = 100 };
static long ended;

static coro::task leaf()
{
    ended++;
    co_return;
}

static coro::call<int> batches(int count)
{
    for (int i = 0; i < count; i += BATCH) {
        long wanted = ended + BATCH;
        for (int k = 0; k < BATCH; k++)
            coro::go(leaf());
        while (ended < wanted)
            co_await coro::yield();
    }
    co_return count;
}

static coro::task answer(coro::channel<int> &out, int value)
{
    co_await out.send(value);
}

static coro::call<int> joins(int count)
{
    coro::channel<int> c;
    for (int i = 0; i < count; i++) {
        int value = -1;
        coro::go(answer(c, i));
        co_await c.recv(value);
        measure_check(value, i);
    }
    co_await coro::yield();
    co_return count;
}

static coro::task bench(int count, bool joined)
{
    auto run = joined ? joins : batches;
    co_await run(count / 10);
    int64_t begin = coro::now();
    int done = co_await run(count);
    measure_report(coro::now() - begin, count, done);
}

int main(int argc, char **argv)
{
    coro::go(bench((int)measure_arg(argc, argv, 1, 1000000),
                   argc > 2 && strcmp(argv[2], "join") == 0));
    coro::run();
}
