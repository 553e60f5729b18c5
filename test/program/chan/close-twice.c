// RUN: %program %s
// Closing a closed channel does nothing (row G7).
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 1);
    chan_send(c, 5);
    chan_close(c);
    chan_close(c);
    printf("%d\n", chan_get(c)); // OUT: 5
    chan_close(c);
    printf("%d\n", chan_recv(c, &(int){1})); // OUT: 0
    chan_release(c);
    return 0;
}
