// RUN: %program %s
// Targets that are volatile are targets, and no warning comes of them.
// RUN: %cspcc -Wall -Wextra -Werror -fsyntax-only %s
#include <csp.h>
#include <stdio.h>

static volatile int table[2];

int main(void)
{
    chan(int) c = chan_make(int, 4);
    volatile int v = 0, w = 0, *next = table;
    for (int i = 1; i <= 4; i++)
        chan_send(c, i);
    chan_recv(c, &v);
    select {
    case_recv(c, &w):
        break;
    }
    chan_recv(c, next++);
    chan_try_recv(c, next);
    printf("%d %d %d %d\n", v, w, table[0], table[1]); // OUT: 1 2 3 4
    chan_release(c);
}
