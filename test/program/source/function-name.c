// RUN: %program %s
// __func__ names the user's function before and after a suspension.
#include <csp.h>
#include <stdio.h>
#include <string.h>

static const char *deep(void)
{
    static const char *const early = "deep";
    yield();
    return strcmp(__func__, early) ? __FUNCTION__ : __func__;
}

static void run(chan(int) done)
{
    const char *here = __func__;
    chan_send(done, 1);
    printf("%s %s %zu\n", here, __func__, sizeof __func__);
    chan_send(done, 2);
}

int main(void)
{
    chan(int) done = chan_make(int, 0);
    go run(done);
    int sum = chan_get(done) + chan_get(done);
    printf("%s %s %d\n", __func__, deep(), sum);
    while (csp_live() > 1)
        yield();
    chan_release(done);
    return 0;
}
// OUT: run run 4
// OUT: main deep 3
