// RUN: %program %s
// while (chan_recv(c, &v)) takes every value until the close (row G9).
#include <csp.h>
#include <stdio.h>

static void numbers(chan(int) c, int n)
{
    for (int i = 1; i <= n; i++)
        chan_send(c, i);
    chan_close(c);
    chan_release(c);
}

int main(void)
{
    for (int capacity = 0; capacity < 3; capacity++) {
        chan(int) c = chan_make(int, capacity);
        int sum = 0, v;
        go numbers(chan_retain(c), 100);
        while (chan_recv(c, &v))
            sum += v;
        printf("%d\n", sum);
        chan_release(c);
    }
    while (csp_live() > 1)
        yield();
    return 0;
}
// OUT: 5050
// OUT: 5050
// OUT: 5050
