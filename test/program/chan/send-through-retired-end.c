// RUN: %program %s
// When the last writer end has retired, a send through any of them stops the
// program with its place; one that asks is told (row Y1).
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 5);
    chan_writers(c, 2);
    chan_retire(c);
    chan_send(c, 1);
    chan_retire(c);
    if (!chan_send(c, 2)) puts("told"); // OUT: told
    printf("%d", chan_get(c));
    printf(" %d\n", chan_recv(c, NULL)); // OUT: 1 0
    chan_send(c, 3); // ERR: send-through-retired-end.c:@LINE: send on a closed channel
    puts("not reached");
    return 0;
}
// EXIT: 2
