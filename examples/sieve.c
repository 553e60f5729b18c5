// The sieve of Eratosthenes as a chain of coroutines, one for each prime
// (McIlroy's, by way of Newsqueak and Go). Prints the primes below 100, or the
// n-th prime when given n.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

static void generate(chan(int) out)
{
    for (int i = 2; chan_send(out, i) || (chan_release(out), false); i++)
        ;
}

static void filter(chan(int) in, chan(int) out, int prime)
{
    int n;
    while (chan_recv(in, &n))
        if (n % prime != 0 && !chan_send(out, n)) break;
    chan_close(in);
    chan_release(in);
    chan_release(out);
}

int main(int argc, char **argv)
{
    int wanted = argc > 1 ? atoi(argv[1]) : 0, count = 0, prime;
    chan(int) c = chan_make(int, 0);
    go generate(chan_retain(c));
    while (chan_recv(c, &prime) && (wanted ? count < wanted : prime < 100)) {
        if (++count == wanted || !wanted) printf("%d\n", prime);
        chan(int) next = chan_make(int, 0);
        go filter(c, chan_retain(next), prime);
        c = next;
    }
    chan_close(c);
    chan_release(c);
    while (csp_live() > 1)
        yield();
    return 0;
}
