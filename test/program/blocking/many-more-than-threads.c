// RUN: %program %s
// Five hundred blocking calls at once all end, each with its own result.
#include <csp.h>
#include <stdio.h>
#include <unistd.h>

static int slow(int x)
{
    usleep(500);
    return x * 2;
}

static void run(int i, chan(int) out)
{
    int v = 0;
    blocking v = slow(i);
    chan_send(out, v);
}

int main(void)
{
    chan(int) out = chan_make(int, 0);
    int sum = 0;
    for (int i = 0; i < 500; i++)
        go run(i, out);
    for (int i = 0; i < 500; i++)
        sum += chan_get(out);
    printf("%d\n", sum); // OUT: 249500
    while (csp_live() > 1)
        yield();
    chan_release(out);
    return 0;
}
