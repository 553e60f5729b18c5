// RUN: %program %s
// A select that sends 0 or 1 on one channel makes both values often.
#include <csp.h>
#include <stdio.h>

static void bits(chan(int) c, int n)
{
    for (int i = 0; i < n; i++) {
        select {
        case_send(c, 0):
        case_send(c, 1):
            break;
        }
    }
    chan_close(c);
    chan_release(c);
}

int main(void)
{
    for (int capacity = 0; capacity < 2; capacity++) {
        chan(int) c = chan_make(int, capacity);
        int v, count[2] = {0};
        go bits(chan_retain(c), 1000);
        while (chan_recv(c, &v))
            count[v]++;
        printf("%d %d %d\n", count[0] + count[1], count[0] > 100,
               count[1] > 100);
        chan_release(c);
    }
    while (csp_live() > 1)
        yield();
    return 0;
}
// OUT: 1000 1 1
// OUT: 1000 1 1
