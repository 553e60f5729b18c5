// RUN: %program %s
// A thread that waits on a channel before there is any task is told of, too.
#include <csp.h>

int main(void) // does not suspend: a thread as any other
{
    chan(int) c = chan_make(int, 0);
    int v;
    chan_recv_thread(c, &v); // ERR: csp: deadlock: all coroutines are asleep
    return 0;
}
// ERR: and 1 thread that waits for them
// EXIT: 2
// FLAGS: -Wno-csp-one-sided
// UNSUPPORTED: stress
// REQUIRES: proc
