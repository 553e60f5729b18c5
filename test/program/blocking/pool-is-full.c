// RUN: %program %s
// When all threads of the pool wait and none comes back, a line says so,
// and of the task that waits for one; the program goes on.
#include <csp.h>
#include <stdio.h>
#include <unistd.h>

static int ends[2];

static void take_byte(chan(long) got)
{
    char byte;
    long n;
    blocking n = read(ends[0], &byte, 1); // ERR-RE: csp: all 2 threads of `blocking` have been busy for 5 s; 2 more tasks wait \(first: .*pool-is-full.c:@LINE\)
    chan_send(got, n);
}

int main(void)
{
    chan(long) got = chan_make(long, 0);
    if (pipe(ends)) return 1;
    for (int i = 0; i < 4; i++)
        go take_byte(got);
    csp_sleep(6000000000);
    if (write(ends[1], "abcd", 4) != 4) return 1;
    long sum = 0;
    for (int i = 0; i < 4; i++)
        sum += chan_get(got);
    printf("%ld\n", sum); // OUT: 4
    return 0;
}
// ENV: CSP_BLOCKING_MAX=2
// WORKERS: 1 2
// BUILDS: clang-O2
