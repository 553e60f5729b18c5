// RUN: %program %s
// Channels travel over channels, two levels deep (row G19).
#include <csp.h>
#include <stdio.h>

static void serve(chan(chan(int)) requests)
{
    chan(int) reply;
    int n = 0;
    while (chan_recv(requests, &reply)) {
        chan_send(reply, ++n);
        chan_release(reply);
    }
}

static void open(chan(chan(chan(int))) doors, chan(chan(int)) requests)
{
    chan_send(doors, requests);
    chan_send(doors, requests);
}

int main(void)
{
    chan(chan(int)) requests = chan_make(chan(int), 0);
    chan(chan(chan(int))) doors = chan_make(chan(chan(int)), 1);
    chan(int) reply = chan_make(int, 0);
    go serve(requests);
    go open(doors, requests);
    for (int i = 0; i < 2; i++) {
        chan(chan(int)) door = chan_get(doors);
        chan_send(door, chan_retain(reply));
        printf("%d\n", chan_get(reply));
    }
    chan_send(requests, chan_retain(reply));
    printf("%d\n", chan_get(chan_retain(reply)));
    chan_release(reply);
    chan_close(requests);
    while (csp_live() > 1)
        yield();
    chan_release(reply);
    chan_release(requests);
    chan_release(doors);
    return 0;
}
// OUT: 1
// OUT: 2
// OUT: 3
