// RUN: %program %s
// A receive case stores into array elements, struct members, through pointers,
// and into a variable declared around the select.
#include <csp.h>
#include <stdio.h>

struct box { int list[3]; struct { double d; } in; };

int main(void)
{
    chan(int) c = chan_make(int, 8);
    chan(double) d = chan_make(double, 1);
    struct box box = {.in = {0}}, *p = &box;
    int i = 1, *at = box.list;
    bool oks[2] = {false, false};
    for (int k = 1; k < 6; k++)
        chan_send(c, k);
    chan_send(d, 2.5);
    select { case_recv(c, &box.list[i++]): break; }
    select { case_recv(c, at, &oks[1]): break; }
    select { case_recv(c, &p->list[2]): break; }
    select { case_recv(d, &p->in.d, oks): break; }
    select { case_recv(c, &(int){0}): break; }
    select { case_recv(c, &i): break; }
    printf("%d %d %d %.1f %d %d\n", box.list[0], box.list[1], box.list[2],
           box.in.d, oks[0] + oks[1], i); // OUT: 2 1 3 2.5 2 5
    chan_release(c);
    chan_release(d);
    return 0;
}
