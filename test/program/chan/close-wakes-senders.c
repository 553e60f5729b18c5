// RUN: %program %s
// Senders that are blocked when the channel closes wake with false, and nobody
// has their values (row G7).
#include <csp.h>
#include <stdio.h>

static void put(chan(int) c, chan(bool) results, int v)
{
    bool sent = chan_send(c, v);
    chan_send(results, sent);
}

int main(void)
{
    chan(int) c = chan_make(int, 2);
    chan(bool) results = chan_make(bool, 10);
    int sent = 0, got = 0, v;
    for (int i = 0; i < 5; i++)
        go put(c, results, 1);
    while (chan_len(results) < 2)
        yield();
    csp_sleep(5 * 1000 * 1000);
    chan_close(c);
    for (int i = 0; i < 5; i++)
        sent += chan_get(results);
    while (chan_recv(c, &v))
        got += v;
    printf("%d %d\n", sent, got); // OUT: 2 2
    while (csp_live() > 1)
        yield();
    chan_release(c);
    chan_release(results);
    return 0;
}
