// RUN: %program %s
// A select with a default must see a case that is ready at every instant,
// though first through one channel and then through another, or its end.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 1500 };
#else
enum { ROUNDS = 50000 };
#endif

static void look(chan(int) a, chan(int) b, chan(bool) found)
{
    int v;
    select {
    case_recv(a, &v): chan_send(found, true); break;
    case_recv(b, &v): chan_send(found, true); break;
    default: chan_send(found, false);
    }
    chan_release(a);
    chan_release(b);
    chan_release(found);
}

static int run(bool by_close)
{
    int missed = 0, v;
    for (int i = 0; i < ROUNDS; i++) {
        chan(int) a = chan_make(int, 1), b = chan_make(int, 1);
        chan(bool) found = chan_make(bool, 1);
        chan_send(a, 1);
        go look(chan_retain(a), chan_retain(b), chan_retain(found));
        if (by_close)
            chan_close(b);
        else
            chan_send(b, 1);
        select {
        case_recv(a, &v): break;
        default: break;
        }
        missed += !chan_get(found);
        chan_release(a);
        chan_release(b);
        chan_release(found);
    }
    return missed;
}

int main(void)
{
    printf("%d %d\n", run(false), run(true)); // OUT: 0 0
    while (csp_live() > 1)
        yield();
    return 0;
}
