// RUN: %program %s
// The channel, the value and the target of an operation are evaluated once,
// from left to right, before it.
#include <csp.h>
#include <stdio.h>

static char trace[20];
static int steps;

static chan(int) which(chan(int) c, char mark)
{
    trace[steps++] = mark;
    yield();
    return c;
}

static int value(int x, char mark)
{
    trace[steps++] = mark;
    yield();
    return x;
}

int main(void)
{
    chan(int) c[2] = {chan_make(int, 3), chan_make(int, 3)};
    int i = 0, got[3] = {0}, k = 0;
    chan_send(c[i++], 5);
    chan_send(c[i++], value(6, 'a'));
    chan_send(which(c[0], 'b'), value(7, 'c') + chan_get(c[1]));
    chan_recv(c[--i - 1], &got[k++]);
    chan_recv(which(c[0], 'd'), &got[value(k++, 'e')]);
    printf("%d %d %d %d %s\n", got[0], got[1], i, k, trace);
    // OUT: 5 13 1 2 abcde
    chan_release(c[0]);
    chan_release(c[1]);
    return 0;
}
