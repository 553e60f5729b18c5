// RUN: %program %s
// A send on a closed channel, as a statement of its own, stops the program
// with file, line and status 2 (row G7).
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 5);
    chan_send(c, 1);
    chan_close(c);
    puts("closed"); // OUT: closed
    if (chan_get(c) == 1)
        chan_send(c, 2); // ERR: send-on-closed.c:@LINE: send on a closed channel
    puts("never");
    return 0;
}
// EXIT: 2
