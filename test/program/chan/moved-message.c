// RUN: %program %s
// moved(p) is p: messages that are given away arrive, and evaluating the
// operand happens once.
// OUT: 1 2 3 4 5
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

static int *boxed(int n)
{
    int *box = malloc(sizeof *box);
    if (!box) abort();
    yield();
    *box = n;
    return box;
}

static void give(chan(int *) c, int *box)
{
    chan_send(c, moved(box));
}

int main(void)
{
    chan(int *) c = chan_make(int *, 5);
    int *p = boxed(1);
    chan_send(c, moved(p));
    p = boxed(2);
    if (!chan_send(c, moved(p))) free(p);
    p = boxed(3);
    give(c, moved(p));
    chan_send(c, moved(boxed(4)));
    p = boxed(5);
    select {
    case_send(c, moved(p)): break;
    }
    for (int i = 1; i <= 5; i++) {
        p = chan_get(c);
        printf("%d%s", *p, i < 5 ? " " : "\n");
        free(p);
    }
    chan_release(c);
    return 0;
}
