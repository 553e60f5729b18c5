// SPDX-License-Identifier: MIT
// The n-th prime from a chain of n filters (McIlroy's sieve), channels without
// a buffer. The operation is the whole run.
#include "../measure/measure.h"
#include <csp.h>

static void generate(chan(int) out)
{
    for (int i = 2;; i++)
        chan_send(out, i);
}

static void filter(chan(int) in, chan(int) out, int prime)
{
    for (;;) {
        int n = chan_get(in);
        if (n % prime != 0) chan_send(out, n);
    }
}

static int sieve(int n)
{
    chan(int) c = chan_make(int, 0);
    int prime = 0;
    go generate(c);
    for (int i = 0; i < n; i++) {
        prime = chan_get(c);
        chan(int) next = chan_make(int, 0);
        go filter(c, next, prime);
        c = next;
    }
    return prime;
}

int main(int argc, char **argv)
{
    int n = (int)measure_arg(argc, argv, 1, 2000);
    sieve(n / 10);
    int64_t begin = csp_now();
    int prime = sieve(n);
    measure_report(csp_now() - begin, 1, prime);
    return 0;
}
