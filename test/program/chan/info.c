// RUN: %program %s
// csp_chan_info tells of a channel what is in it, who waits, with selects and
// threads, and how it has ended.
#include <csp.h>
#include <stdio.h>

static void put(chan(short) c, short v)
{
    chan_send(c, v);
}

static void choose(chan(short) c)
{
    short v;
    select {
    case_recv(c, &v): break;
    case_recv(c, NULL):;
    }
}

static void tell(struct csp_chan_info i)
{
    printf("%zu of %zu, %zu bytes, %zu %zu, %d %d\n", i.length, i.capacity,
           i.element, i.senders, i.receivers, i.closed, i.error);
}

int main(void)
{
    chan(short) c = chan_make(short, 2), d = chan_make(short, 0), none = NULL;
    tell(csp_chan_info(none)); // OUT: 0 of 0, 0 bytes, 0 0, 0 0
    for (short i = 0; i < 5; i++)
        go put(c, i);
    go choose(d);
    while (csp_chan_info(c).senders < 3 || csp_chan_info(d).receivers < 2)
        yield();
    tell(csp_chan_info(c)); // OUT: 2 of 2, 2 bytes, 3 0, 0 0
    tell(csp_chan_info(d)); // OUT: 0 of 0, 2 bytes, 0 2, 0 0
    for (int i = 0; i < 5; i++)
        chan_get(c);
    chan_fail(c, 7);
    chan_close(d);
    tell(csp_chan_info(c)); // OUT: 0 of 2, 2 bytes, 0 0, 1 7
    tell(csp_chan_info(d)); // OUT: 0 of 0, 2 bytes, 0 0, 1 0
    while (csp_live() > 1)
        yield();
    chan_release(c);
    chan_release(d);
    return 0;
}
