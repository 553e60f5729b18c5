// RUN: %program %s
// A sleeping task, a timeout and a blocking call are no deadlock, however long
// the others wait.
#include <csp.h>
#include <stdio.h>
#include <unistd.h>

static void later(chan(int) c)
{
    csp_sleep(30 * 1000 * 1000);
    chan_send(c, 1);
}

static void blocked(chan(int) c)
{
    blocking usleep(30 * 1000);
    chan_send(c, 2);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    int v = 0;
    go later(c);
    printf("%d\n", chan_get(c)); // OUT: 1
    go blocked(c);
    printf("%d\n", chan_get(c)); // OUT: 2
    select {
    case_recv(c, &v): return 1;
    case_after(30 * 1000 * 1000): puts("timeout"); // OUT: timeout
    }
    while (csp_live() > 1)
        yield();
    chan_release(c);
    return 0;
}
