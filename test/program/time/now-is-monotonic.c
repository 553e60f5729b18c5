// RUN: %program %s
// csp_now never goes backward, on whatever thread the task runs.
#include <csp.h>
#include <stdio.h>

static void watch(chan(int) out)
{
    int bad = 0;
    int64_t last = csp_now();
    for (int i = 0; i < 500; i++) {
        yield();
        int64_t now = csp_now();
        bad += now < last;
        last = now;
    }
    chan_send(out, bad);
}

int main(void)
{
    chan(int) out = chan_make(int, 0);
    int bad = 0;
    int64_t begin = csp_now();
    csp_sleep(3000000);
    bad += csp_now() - begin < 3000000;
    for (int i = 0; i < 8; i++)
        go watch(out);
    for (int i = 0; i < 8; i++)
        bad += chan_get(out);
    printf("%d\n", bad); // OUT: 0
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return 0;
}
