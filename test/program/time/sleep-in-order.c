// RUN: %program %s
// Sleepers end in the order of their deadlines, each not before its time.
#include <csp.h>
#include <stdio.h>

static const int units[] = {8, 6, 7, 5, 1, 3, 2, 4};

static void sleeper(int i, chan(int) out, int *early)
{
    int64_t begin = csp_now(), ns = units[i] * INT64_C(6000000);
    csp_sleep(ns);
    if (csp_now() - begin < ns) __atomic_add_fetch(early, 1, __ATOMIC_RELAXED);
    chan_send(out, units[i]);
}

int main(void)
{
    chan(int) out = chan_make(int, 0);
    int early = 0;
    for (int i = 0; i < 8; i++)
        go sleeper(i, out, &early);
    for (int i = 0; i < 8; i++)
        printf("%d ", chan_get(out));
    printf("%d\n", early); // OUT: 1 2 3 4 5 6 7 8 0
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return 0;
}
