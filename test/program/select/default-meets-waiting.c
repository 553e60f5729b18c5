// RUN: %program %s
// A select with a default goes on with a partner that already waits.
#include <csp.h>
#include <stdio.h>

static void put(chan(int) c)
{
    chan_send(c, 5);
}

static void take(chan(int) c, int *v)
{
    *v = chan_get(c);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    int v = 0, w = 0, bad = 0;
    go put(c);
    while (!v) {
        select {
        case_recv(c, &v): break;
        default: yield();
        }
    }
    go take(c, &w);
    for (bool sent = false; !sent;) {
        select {
        case_send(c, 6): sent = true; break;
        default: yield();
        }
    }
    while (csp_live() > 1)
        yield();
    select {
    case_recv(c, &v): bad = 1; break;
    case_send(c, 1): bad = 1; break;
    default: break;
    }
    printf("%d %d %d\n", v, w, bad); // OUT: 5 6 0
    chan_release(c);
    return 0;
}
