// SPDX-License-Identifier: MIT
// The n-th prime by a chain of filters; the twin of csp.c.
#include "../measure/coro.h"
#include "../measure/measure.h"

using chan = coro::channel<int>;

static coro::task generate(chan &out)
{
    for (int i = 2;; i++)
        co_await out.send(i);
}

static coro::task filter(chan &in, chan &out, int prime)
{
    for (;;) {
        int n = 0;
        co_await in.recv(n);
        if (n % prime != 0) co_await out.send(n);
    }
}

static coro::call<int> sieve(int n)
{
    chan *c = new chan;
    int prime = 0;
    coro::go(generate(*c));
    for (int i = 0; i < n; i++) {
        co_await c->recv(prime);
        chan *next = new chan;
        coro::go(filter(*c, *next, prime));
        c = next;
    }
    co_return prime;
}

static coro::task bench(int n)
{
    co_await sieve(n / 10);
    int64_t begin = coro::now();
    int prime = co_await sieve(n);
    measure_report(coro::now() - begin, 1, prime);
    fflush(stdout);
    _exit(0); // the chains run on
}

int main(int argc, char **argv)
{
    coro::go(bench((int)measure_arg(argc, argv, 1, 2000)));
    coro::run();
}
