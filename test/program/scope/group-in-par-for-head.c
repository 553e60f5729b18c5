// RUN: %program %s
// The group around a turn of a par for is the one around the loop, whatever
// groups its head has opened and not yet left; where none is around the loop,
// there is none.
#include <csp.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int ended;

static void work(chan(int) go_on)
{
    int n;
    chan_recv(go_on, &n);
    ended++;
}

static void turn(chan(int) go_on, chan(int) started)
{
    if (csp_group_here()) go_in (csp_group_here()) work(go_on);
    chan_send(started, 1);
}

// Ends once the turn has started its child, for which its group does not wait.
static int next(int i, chan(int) started)
{
    group () if (i > 0) chan_get(started);
    return i < 2;
}

static void loop(chan(int) go_on, chan(int) started)
{
    par for (int i = 0; next(i, started); i++) turn(go_on, started);
}

int main(void)
{
    auto_chan(int) go_on = chan_make(int, 0), started = chan_make(int, 0);
    loop(go_on, started);
    printf("%d\n", (int)ended); // OUT: 0
    group () {
        loop(go_on, started);
        printf("%d\n", (int)ended); // OUT: 0
        chan_send(go_on, 1);
        chan_send(go_on, 2);
    }
    printf("%d\n", (int)ended); // OUT: 2
    return 0;
}
