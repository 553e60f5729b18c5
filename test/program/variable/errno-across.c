// RUN: %program %s
// errno belongs to the task: another task that sets it, also on the same
// thread, does not change what this one reads after a suspension.
#include <csp.h>
#include <errno.h>
#include <stdio.h>

static int run(int mine, chan(int) done)
{
    int bad = 0;
    for (int i = 0; i < 200; i++) {
        errno = mine;
        yield();
        bad += errno != mine;
        errno = mine + 100;
        csp_sleep(i % 50 ? 0 : 1000);
        bad += errno != mine + 100;
    }
    if (done) chan_send(done, bad);
    return bad;
}

int main(void)
{
    chan(int) done = chan_make(int, 10);
    int bad = 0;
    for (int i = 1; i <= 10; i++)
        go run(i, done);
    errno = 77;
    for (int i = 0; i < 10; i++) {
        bad += chan_get(done);
        bad += errno != 77;
    }
    printf("%d\n", bad); // OUT: 0
    while (csp_live() > 1)
        yield();
    chan_release(done);
    return 0;
}
