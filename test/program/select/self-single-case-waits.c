// RUN: %program %s
// A task that selects to send to and receive from one unbuffered channel waits
// for someone else.
#include <csp.h>
#include <stdio.h>

static void alone(chan(int) c, int64_t ns, chan(const char *) out)
{
    int v;
    select {
    case_recv(c, &v): chan_send(out, "received"); break;
    case_send(c, 1): chan_send(out, "sent"); break;
    case_after(ns): chan_send(out, "alone"); break;
    }
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    chan(const char *) out = chan_make(const char *, 0);
    go alone(c, 20 * 1000 * 1000, out);
    puts(chan_get(out)); // OUT: alone
    go alone(c, INT64_MAX, out);
    chan_send(c, 1);
    puts(chan_get(out)); // OUT: received
    go alone(c, INT64_MAX, out);
    chan_get(c);
    puts(chan_get(out)); // OUT: sent
    while (csp_live() > 1)
        yield();
    chan_release(c);
    chan_release(out);
    return 0;
}
