// RUN: %program %s
// A send case on a closed channel stops the program, at the line of the case,
// when it is chosen.
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 1), d = chan_make(int, 1);
    int v;
    chan_close(c);
    puts("closed"); // OUT: closed
    select {
    case_send(c, 1): // ERR: send-on-closed.c:@LINE: send on a closed channel
        puts("never");
        break;
    case_recv(d, &v):
        puts("never");
    }
    return 0;
}
// EXIT: 2
