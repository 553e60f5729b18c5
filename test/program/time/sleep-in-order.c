// RUN: %program %s
// Sleepers end in the order of their deadlines, if all slept before the first
// was due (else once more, with more time), and never early.
#include <csp.h>
#include <stdio.h>

static const int units[] = {8, 6, 7, 5, 1, 3, 2, 4};

// When the last of them went to sleep.
static _Atomic int64_t asleep;

static void sleeper(int i, int64_t due, chan(int) out, _Atomic int *early)
{
    asleep = csp_now();
    csp_sleep(due - asleep);
    *early += csp_now() < due;
    chan_send(out, units[i]);
}

// 1: in order, 0: not, -1: some were late in going to sleep.
static int in_order(int64_t unit_ns, _Atomic int *early)
{
    chan(int) out = chan_make(int, 0);
    int64_t begin = csp_now();
    int good = 1;
    for (int i = 0; i < 8; i++)
        go sleeper(i, begin + units[i] * unit_ns, out, early);
    for (int i = 0; i < 8; i++)
        good &= chan_get(out) == i + 1;
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return asleep < begin + unit_ns ? good : -1;
}

int main(void)
{
    _Atomic int early = 0;
    int good = -1;
    for (int64_t ns = 2000000; good < 0; ns *= 2)
        good = in_order(ns, &early);
    printf("%d %d\n", good, early); // OUT: 1 0
    return 0;
}
// WORKERS: 1
