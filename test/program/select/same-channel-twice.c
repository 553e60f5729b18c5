// RUN: %program %s
// One channel may stand in several cases of a select, which is chosen once
// (row G15).
#include <csp.h>
#include <stdio.h>

static void take(chan(int) c, chan(int) out)
{
    int v;
    select {
    case_recv(c, &v): break;
    case_recv(c, &v): v += 0; break;
    case_recv(c, &v): break;
    }
    chan_send(out, v);
}

static void put(chan(int) c)
{
    select {
    case_send(c, 3):
    case_send(c, 3):
    case_send(c, 3):
        break;
    }
}

int main(void)
{
    chan(int) c = chan_make(int, 0), out = chan_make(int, 0);
    int sum = 0;
    for (int i = 0; i < 300; i++) {
        go take(c, out);
        if (i % 3 == 0) yield();
        if (i % 2)
            go put(c);
        else
            chan_send(c, 3);
        sum += chan_get(out);
    }
    while (csp_live() > 1)
        yield();
    select {
    case_recv(c, &sum): puts("left over"); break;
    default: puts(sum == 900 ? "ok" : "not ok"); // OUT: ok
    }
    chan_release(c);
    chan_release(out);
    return 0;
}
