// RUN: %program %s
// Tasks that both send and receive on one channel in one select meet each
// other, never themselves (row G15).
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 300 };
#else
enum { ROUNDS = 3000 };
#endif

static void play(int me, chan(int) c, chan(int) wrong)
{
    int bad = 0, v = -1;
    for (int i = 0; i < ROUNDS; i++) {
        select {
        case_recv(c, &v): bad += v == me; break;
        case_send(c, me): break;
        }
    }
    chan_send(wrong, bad);
}

static int run(int capacity)
{
    chan(int) c = chan_make(int, capacity), wrong = chan_make(int, 0);
    go play(0, c, wrong);
    go play(1, c, wrong);
    int bad = chan_get(wrong);
    // The other may be left alone: it is helped to its end.
    for (bool ended = false; !ended;) {
        int v, more = 0;
        select {
        case_recv(wrong, &more): ended = true; bad += more; break;
        case_recv(c, &v): break;
        case_send(c, 2): break;
        }
    }
    while (csp_live() > 1)
        yield();
    chan_release(c);
    chan_release(wrong);
    return bad;
}

int main(void)
{
    int unbuffered = run(0), buffered = run(5);
    printf("%d %s\n", unbuffered, buffered >= 0 ? "ok" : ""); // OUT: 0 ok
    return 0;
}
