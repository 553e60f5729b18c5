// RUN: %program %s
// REQUIRES: proc
// Under CSP_CLOCK=virtual time stands still while a task can run, and jumps to
// the next deadline when none can: hours pass in no time, and to the nanosecond.
#include <csp.h>
#include <stdio.h>
#include <stdlib.h>

static void tick(int minutes, chan(int) done)
{
    for (int i = 0; i < 60; i++)
        csp_sleep(minutes * 60 * CSP_S);
    chan_send(done, minutes);
}

int main(void)
{
    auto_chan(int) done = chan_make(int, 0);
    int64_t start = csp_now(), never = 0;
    for (int i = 5; i > 0; i--)
        go tick(i, done);
    for (int i = 0; i < 5; i++) {
        int hours = chan_get(done);
        int64_t hour = 3600 * CSP_S;
        printf("%d %d\n", hours, csp_now() - start == hours * hour);
    }
    // OUT: 1 1
    // OUT: 2 1
    // OUT: 3 1
    // OUT: 4 1
    // OUT: 5 1
    start = csp_now();
    select {
    case_recv(done, NULL): abort();
    case_after(7): never = csp_now() - start;
    }
    printf("%d %d\n", (int)never, csp_now() == start + 7); // OUT: 7 1
}
// ENV: CSP_CLOCK=virtual
