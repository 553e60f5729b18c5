// RUN: %program %s
// A pipeline of a hundred stages passes five hundred values in order and ends
// by the close of its source.
#include <csp.h>
#include <stdio.h>

static void stage(chan(int) in, chan(int) out)
{
    int v;
    while (chan_recv(in, &v))
        chan_send(out, v + 1);
    chan_close(out);
    chan_release(in);
    chan_release(out);
}

static void source(chan(int) out)
{
    for (int i = 0; i < 500; i++)
        chan_send(out, i);
    chan_close(out);
    chan_release(out);
}

int main(void)
{
    chan(int) in = chan_make(int, 0);
    int v, want = 100, wrong = 0;
    go source(chan_retain(in));
    for (int i = 0; i < 100; i++) {
        chan(int) out = chan_make(int, i % 3);
        go stage(in, chan_retain(out));
        in = out;
    }
    while (chan_recv(in, &v))
        wrong += v != want++;
    printf("%d %d\n", wrong, want); // OUT: 0 600
    chan_release(in);
    while (csp_live() > 1)
        yield();
    return 0;
}
