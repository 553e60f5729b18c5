// RUN: %program %s
// Four tasks in a ring, each sends to its right or receives from its left,
// whichever comes, ten thousand times.
#include <csp.h>
#include <stdio.h>

#ifdef SMALL
enum { ROUNDS = 400 };
#else
enum { ROUNDS = 10000 };
#endif

static void node(chan(int) left, chan(int) right, int *balance)
{
    int sent = 0, got = 0, v;
    while (sent < ROUNDS || got < ROUNDS) {
        select {
        case_send(sent < ROUNDS ? right : NULL, sent): sent++; break;
        case_recv(got < ROUNDS ? left : NULL, &v): *balance += v - got++; break;
        }
    }
}

int main(void)
{
    chan(int) c[4];
    int balance[4] = {0};
    for (int i = 0; i < 4; i++)
        c[i] = chan_make(int, 0);
    for (int i = 0; i < 4; i++)
        go node(c[i], c[(i + 1) % 4], &balance[i]);
    while (csp_live() > 1)
        yield();
    printf("%d %d %d %d\n", balance[0], balance[1], balance[2], balance[3]);
    for (int i = 0; i < 4; i++)
        chan_release(c[i]);
    return 0; // OUT: 0 0 0 0
}
