// RUN: %program %s
// A #line of the user's is believed: messages name the file and line it gives.
#include <csp.h>

int main(void)
{
    chan(int) c = chan_make(int, 1);
    chan_close(c);
    yield();
#line 100 "grammar.y"
    yield();
    if (__LINE__ != 101) return 1;
    chan_send(c, 1); // ERR: grammar.y:102: send on a closed channel
    return 0;
}
// EXIT: 2
