// RUN: %program %s
// The operations for threads, called on a worker, stop the program with a
// message.
// FLAGS: -Wno-csp-blocking -Wno-csp-one-sided
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 1);
    yield(); // main is a coroutine, on a worker
    puts("before"); // OUT: before
    fflush(stdout);
    chan_send_thread(c, 1);
    puts("after");
    return 0;
}
// ERR: chan_send_thread
// EXIT: 2
