// RUN: %program %s
// A select does one of its cases, never two: values sent through four channels
// come out once each (row G14).
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { COUNT = 4000 };
#else
enum { COUNT = 100000 };
#endif

static void sender(chan(int) a, chan(int) b, chan(int) c, chan(int) d)
{
    for (int i = 0; i < COUNT; i++) {
        select {
        case_send(a, i): break;
        case_send(b, i): break;
        case_send(c, i): break;
        case_send(d, i): break;
        }
    }
    chan_close(a), chan_close(b), chan_close(c), chan_close(d);
}

static void mux(chan(int) out, chan(int) in, chan(bool) done)
{
    int v;
    while (chan_recv(in, &v))
        chan_send(out, v);
    chan_send(done, true);
}

static void closer(chan(int) out, chan(bool) done)
{
    for (int i = 0; i < 4; i++)
        chan_get(done);
    chan_close(out);
}

int main(void)
{
    static unsigned char seen[COUNT];
    chan(int) c[4], out = chan_make(int, 0);
    chan(bool) done = chan_make(bool, 0);
    int v, wrong = 0, n = 0;
    for (int i = 0; i < 4; i++) {
        c[i] = chan_make(int, i == 3 ? 5 : 0);
        go mux(out, c[i], done);
    }
    go sender(c[0], c[1], c[2], c[3]);
    go closer(out, done);
    for (; chan_recv(out, &v); n++)
        wrong += seen[v]++ != 0;
    printf("%d %d\n", wrong, n == COUNT); // OUT: 0 1
    while (csp_live() > 1)
        yield();
    for (int i = 0; i < 4; i++)
        chan_release(c[i]);
    chan_release(out);
    chan_release(done);
    return 0;
}
