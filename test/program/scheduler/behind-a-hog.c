// RUN: %program %s
// What waits behind a task that computes without end (in the slot of the task
// just woken, in the queue, in the wheel of its worker) is taken over by the
// others, also when they are busy all the time.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_bool stop[3], end;

static void busy(void)
{
    while (!end)
        yield();
}

static void receive(chan(int) c, int which)
{
    (void)chan_get(c);
    chan_release(c);
    stop[which] = true;
}

static void compute_until(chan(int) c, int which)
{
    if (which == 0) chan_send(c, 1); // its receiver is in the slot
    if (which == 1) {
        chan(int) queued = chan_make(int, 1);
        chan_send(queued, 1);
        go receive(queued, 1);
    }
    while (!stop[which]) // which 2: main's timer
        ;
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    for (int i = 0; i < 2 * atoi(getenv("CSP_WORKERS")); i++)
        go busy();
    for (int which = 0; which < 3; which++) {
        if (which == 0) go receive(chan_retain(c), 0);
        csp_sleep(1000000);
        go compute_until(c, which);
        csp_sleep(5000000);
        if (which == 2) stop[2] = true;
        while (!stop[which])
            yield();
        puts("on"); // OUT: on
    } // OUT: on
    end = true;
    chan_release(c);
    return 0; // OUT: on
}
// WORKERS: 2 8
