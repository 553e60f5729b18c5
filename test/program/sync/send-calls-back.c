// RUN: %program %s
// chan_send_cb goes on at once; the callback, a coroutine or not, runs once for
// each: when the value is received, and false when the channel is closed first.
#include <csp_sync.h>
#include <stdatomic.h>
#include <stdio.h>

static csp_event closed = CSP_EVENT_INIT;
static atomic_int told;

static void say(bool sent, void *which)
{
    printf("%s %d\n", (char *)which, sent);
    told++;
}

static void set_when_closed(bool sent, void *unused)
{
    csp_sleep(1);
    (void)unused;
    told += 10;
    if (!sent) csp_event_set(&closed);
}

int main(void)
{
    auto_chan(double) c = chan_make(double, 0);
    chan_send_cb(c, 2, say, "first");
    puts("goes on");               // OUT: goes on
    double got = chan_get(c);
    csp_sleep(CSP_MS);     // OUT: first 1
    printf("%g\n", got);   // OUT: 2
    chan_send_cb(c, 3, set_when_closed, NULL);
    chan_close(c);
    csp_event_wait(&closed);
    printf("%d\n", told); // OUT: 11
}
// ENV: CSP_CLOCK=virtual
