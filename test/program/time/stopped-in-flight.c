// RUN: %program %s
// A timer that is stopped when it is due and has not sent yet, among others
// that are due at the same moment, sends nothing; the others do.
#include <csp.h>
#include <stdio.h>

static _Atomic(csp_timer) stopped;

static void stop(void *tick)
{
    (void)tick;
    csp_timer due = stopped;
    if (due) printf("stopped: %d\n", csp_timer_stop(due));
    stopped = NULL;
}

int main(void)
{
    int64_t at;
    auto_chan(int64_t) tick = chan_tick(10);
    chan_on_drop(tick, stop); // nobody takes the second one
    csp_sleep(15);
    auto_chan(int64_t) first = csp_timer_start(5);
    auto_chan(int64_t) second = csp_timer_start(5);
    stopped = first;
    printf("%d\n", (int)(chan_get(second) % 100)); // OUT: stopped: 1
    // OUT: 20
    printf("%d\n", chan_try_recv(first, &at)); // OUT: 0
    csp_timer_reset(first, 5);
    printf("%d\n", (int)(chan_get(first) % 100)); // OUT: 25
    return 0;
}
// ENV: CSP_CLOCK=virtual
// WORKERS: 1
// UNSUPPORTED: stress
// REQUIRES: proc
