// RUN: %program %s
// The arguments of `go` may suspend; the caller waits for them, in order, and
// the new task begins after that.
#include <csp.h>
#include <stdio.h>

static int slow(int x)
{
    yield();
    printf("arg %d\n", x);
    yield();
    return x;
}

static void run(int a, int b, int c, chan(int) out)
{
    chan_send(out, a * 100 + b * 10 + c);
    chan_release(out);
}

int main(void)
{
    chan(int) out = chan_make(int, 3);
    chan_send(out, 7);
    go run(slow(1), slow(2), chan_get(out), chan_retain(out));
    puts("gone");
    printf("%d\n", chan_get(out));
    chan_release(out);
    while (csp_live() > 1)
        yield();
    return 0;
}
// OUT: arg 1
// OUT: arg 2
// OUT: gone
// OUT: 127
