// RUN: %program %s
// A case that was not chosen leaves its channel's queue as it was: those
// before and behind it are served, in order (row G16).
#include <csp.h>
#include <stdio.h>

static void take(chan(int) c, int id, int *got)
{
    got[id] = chan_get(c);
}

static void both(chan(int) c, chan(int) d, int *which)
{
    int v;
    for (int i = 0; i < 3; i++)
        select { // each time with the same nodes
        case_recv(c, &v): *which = 1; break;
        case_recv(d, &v): *which += 2; break;
        }
}

int main(void)
{
    chan(int) c = chan_make(int, 0), d = chan_make(int, 0);
    int wrong = 0;
    for (int round = 0; round < 20; round++) {
        int got[4] = {0}, which = 0;
        for (int i = 0; i < 2; i++) {
            go take(c, i, got);
            yield();
        }
        go both(c, d, &which);
        yield();
        for (int i = 2; i < 4; i++) {
            go take(c, i, got);
            yield();
        }
        for (int i = 0; i < 3; i++) {
            chan_send(d, 1);
            yield();
        }
        for (int i = 1; i <= 4; i++)
            chan_send(c, i);
        while (csp_live() > 1)
            yield();
        wrong += which != 6;
        for (int i = 0; i < 4; i++)
            wrong += got[i] != i + 1;
        select {
        case_send(c, 9): wrong++; break;
        default: break;
        }
    }
    printf("%d\n", wrong); // OUT: 0
    chan_release(c);
    chan_release(d);
    return 0;
}
// WORKERS: 1
