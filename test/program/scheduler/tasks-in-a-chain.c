// RUN: %program %s
// A chain of 10,000 and then of 1,000,000 tasks passes one value along
// (row G21).
#include <csp.h>
#include <stdio.h>
#include <sys/resource.h>

#ifdef SMALL
enum { LONGEST = 20000 };
#else
enum { LONGEST = 1000000 };
#endif

static void link(chan(int) left, chan(int) right)
{
    chan_send(left, chan_get(right) + 1);
    chan_release(left);
    chan_release(right);
}

static int chain(int n)
{
    chan(int) first = chan_make(int, 0), right = chan_retain(first);
    for (int i = 0; i < n; i++) {
        chan(int) left = right;
        right = chan_make(int, 0);
        go link(left, chan_retain(right));
    }
    chan_send(right, 0);
    int v = chan_get(first);
    chan_release(first);
    chan_release(right);
    while (csp_live() > 1)
        yield();
    return v;
}

int main(void)
{
    printf("%d\n", chain(10000));           // OUT: 10000
    printf("%d\n", chain(LONGEST) == LONGEST); // OUT: 1
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%ld KB\n", usage.ru_maxrss); // OUT-RE: \d+ KB
    return 0;
}
// WORKERS: 1 8
