// Four workers share one channel of jobs and one of results.
#include <csp.h>
#include <stdio.h>

struct result { int n, steps; };

static int collatz(long n)
{
    int steps = 0;
    for (; n != 1; steps++)
        n = n % 2 ? 3 * n + 1 : n / 2;
    return steps;
}

static void worker(chan(int) jobs, chan(struct result) results)
{
    int n;
    while (chan_recv(jobs, &n))
        chan_send(results, {n, collatz(n)});
}

int main(void)
{
    enum { JOBS = 1000 };
    chan(int) jobs = chan_make(int, JOBS);
    chan(struct result) results = chan_make(struct result, 0);
    struct result r, best = {0, 0};
    for (int i = 0; i < 4; i++)
        go worker(jobs, results);
    for (int n = 1; n <= JOBS; n++)
        chan_send(jobs, n);
    chan_close(jobs);
    for (int i = 0; i < JOBS && chan_recv(results, &r); i++)
        if (r.steps > best.steps) best = r;
    printf("%d takes %d steps\n", best.n, best.steps);
    while (csp_live() > 1)
        yield();
    chan_release(jobs);
    chan_release(results);
    return 0;
}
