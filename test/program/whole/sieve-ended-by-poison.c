// RUN: %program %s
// A sieve that spawns a filter for each prime as it meets it, up to 2000. The
// source then fails its channel, each filter fails the next one's, and all end:
// 303 primes, the last 1999, nothing left (row Z2).
#include <csp.h>
#include <stdio.h>

enum { LIMIT = 2000, DONE = 1 };

static void count_up(chan(int) out)
{
    for (int i = 2; i < LIMIT; i++)
        chan_send(out, i);
    chan_fail(out, DONE);
    chan_release(out);
}

// The first number is a prime; what it does not divide goes on to a worker that
// is spawned with the first of them.
static void worker(chan(int) in, chan(int) primes)
{
    chan(int) next = NULL;
    int prime, n;
    if (chan_recv(in, &prime)) {
        chan_send(primes, prime);
        while (chan_recv(in, &n)) {
            if (n % prime == 0) continue;
            if (!next) {
                next = chan_make(int, 0);
                go worker(chan_retain(next), chan_retain(primes));
            }
            chan_send(next, n);
        }
    }
    chan_fail(next ? next : primes, chan_error(in));
    chan_release(in);
    chan_release(next);
    chan_release(primes);
}

int main(void)
{
    chan(int) numbers = chan_make(int, 0), primes = chan_make(int, 0);
    int prime, last = 0, lines = 0;
    go count_up(chan_retain(numbers));
    go worker(numbers, chan_retain(primes));
    while (chan_recv(primes, &prime)) {
        last = prime;
        lines++;
    }
    printf("%d primes, the last %d\n", lines, last); // OUT: 303 primes, the last 1999
    printf("reason %d\n", chan_error(primes)); // OUT: reason 1
    chan_release(primes);
    while (csp_live() > 1)
        yield();
    return 0;
}
