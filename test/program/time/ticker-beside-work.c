// RUN: %program %s
// A ticker ticks, never early, while other tasks work and yield, who would do so
// for ever without it.
#include <csp.h>
#include <stdio.h>

static int stop;

static void work(void)
{
    volatile unsigned x = 1;
    while (!__atomic_load_n(&stop, __ATOMIC_ACQUIRE)) {
        for (int i = 0; i < 2000; i++)
            x = x * 33 + 1;
        yield();
    }
}

static void ticker(chan(int64_t) out, int n)
{
    int64_t next = csp_now();
    for (int i = 0; i < n; i++) {
        next += 5 * 1000 * 1000;
        csp_sleep(next - csp_now());
        chan_send(out, csp_now() - next);
    }
    chan_close(out);
}

int main(void)
{
    chan(int64_t) out = chan_make(int64_t, 0);
    int64_t late;
    int n = 0, bad = 0;
    for (int i = 0; i < 3; i++)
        go work();
    go ticker(out, 20);
    for (; chan_recv(out, &late); n++)
        bad += late < 0;
    __atomic_store_n(&stop, 1, __ATOMIC_RELEASE);
    printf("%d %d\n", n, bad); // OUT: 20 0
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return 0;
}
