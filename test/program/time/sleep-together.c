// RUN: %program %s
// Ten tasks that sleep 50 ms end together: no task's sleep holds up another
// (row G28).
#include <csp.h>
#include <stdio.h>

static void sleeper(chan(int) out)
{
    csp_sleep(50 * 1000 * 1000);
    chan_send(out, 1);
}

int main(void)
{
    chan(int) out = chan_make(int, 0);
    int64_t begin = csp_now();
    int n = 0;
    for (int i = 0; i < 10; i++)
        go sleeper(out);
    for (int i = 0; i < 10; i++)
        n += chan_get(out);
    int64_t ms = (csp_now() - begin) / 1000000;
    printf("%d %s\n", n, ms < 50 ? "early" : ms < 300 ? "together" : "late");
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return 0; // OUT: 10 together
}
