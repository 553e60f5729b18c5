// RUN: %program %s
// A task that never waits, since its channel always has room or a value, feels
// that it was cancelled: in its next operation once it can know of it, whichever
// worker it runs on.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

enum { TASKS = 4 };
static atomic_int begun, cancelled;

static int turn(chan(int) c, int i)
{
    int got = -1;
    if (!chan_send(c, i) || !chan_recv(c, &got)) return -1;
    return got == i ? 0 : 1;
}

// What fails once it has seen that it is cancelled: 1, and nothing before.
static int spin(void)
{
    auto_chan(int) c = chan_make(int, 2);
    begun++;
    for (int i = 0; !cancelled; i++)
        if (turn(c, i) > 0) return -2;
    return !chan_send(c, 1) && csp_why() == CSP_ECANCELED;
}

int main(void)
{
    task(int) t[TASKS];
    int felt = 0;
    for (int i = 0; i < TASKS; i++)
        t[i] = spawn(spin());
    while (begun < TASKS)
        yield();
    for (int i = 0; i < TASKS; i++)
        task_cancel(t[i]);
    cancelled = 1;
    for (int i = 0; i < TASKS; i++)
        felt += join(t[i]);
    printf("%d\n", felt); // OUT: 4
}
