// RUN: %program %s
// A close wakes a select that waits to receive, with ok false, and takes the
// other cases out of their queues.
#include <csp.h>
#include <stdio.h>

static void wait(chan(int) c, chan(int) d, chan(int) out)
{
    int v = 9;
    bool ok = true;
    select {
    case_recv(c, &v, &ok): chan_send(out, ok ? -1 : v + 1); break;
    case_send(d, 5): chan_send(out, -2); break;
    }
}

int main(void)
{
    chan(int) c = chan_make(int, 0), d = chan_make(int, 0);
    chan(int) out = chan_make(int, 20);
    int v, sum = 0;
    for (int i = 0; i < 20; i++)
        go wait(c, d, out);
    csp_sleep(5 * 1000 * 1000);
    chan_close(c);
    while (csp_live() > 1)
        yield();
    while (chan_len(out))
        sum += chan_get(out);
    select {
    case_recv(d, &v): puts("left over"); break;
    default: printf("%d\n", sum); // OUT: 20
    }
    chan_release(c);
    chan_release(d);
    chan_release(out);
    return 0;
}
