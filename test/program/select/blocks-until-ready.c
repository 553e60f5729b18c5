// RUN: %program %s
// A select without default waits for the first case that can go on.
#include <csp.h>
#include <stdio.h>

static void put(chan(int) c, int v, chan(int) turn, chan(int) next)
{
    chan_recv(turn, &(int){0});
    csp_sleep(1000 * 1000); // so that the select waits
    chan_send(c, v);
    chan_close(next);
}

int main(void)
{
    chan(int) a = chan_make(int, 0), b = chan_make(int, 0);
    chan(int) turns[4];
    int order[3], v = 0;
    for (int i = 0; i < 4; i++)
        turns[i] = chan_make(int, 0);
    go put(a, 1, turns[1], turns[2]);
    go put(b, 2, turns[0], turns[1]);
    go put(a, 3, turns[2], turns[3]);
    chan_close(turns[0]);
    for (int i = 0; i < 3; i++) {
        select {
        case_recv(a, &v): order[i] = v; break;
        case_recv(b, &v): order[i] = v * 10; break;
        }
    }
    printf("%d %d %d\n", order[0], order[1], order[2]); // OUT: 20 1 3
    while (csp_live() > 1)
        yield();
    for (int i = 0; i < 4; i++)
        chan_release(turns[i]);
    chan_release(a);
    chan_release(b);
    return 0;
}
