// RUN: %program %s
// Blocking calls run beside each other and beside tasks, on one worker too.
#include <csp.h>
#include <stdio.h>
#include <unistd.h>

static void block(chan(int) done)
{
    blocking usleep(60 * 1000);
    chan_send(done, 1);
}

static void tick(int *ticks)
{
    for (int i = 0; i < 10; i++) {
        csp_sleep(2 * 1000 * 1000);
        ++*ticks;
    }
}

int main(void)
{
    chan(int) done = chan_make(int, 0);
    int n = 0, ticks = 0;
    int64_t begin = csp_now();
    for (int i = 0; i < 10; i++)
        go block(done);
    go tick(&ticks);
    for (int i = 0; i < 10; i++)
        n += chan_get(done);
    int64_t ms = (csp_now() - begin) / 1000000;
    printf("%d %s\n", n, ms < 60 ? "early" : ms < 400 ? "overlap" : "one by one");
    while (csp_live() > 1)
        yield();
    printf("%d\n", ticks);
    chan_release(done);
    return 0;
}
// OUT: 10 overlap
// OUT: 10
