// RUN: %program %s
// REQUIRES: proc
// Who waits for a descriptor may be woken from outside, so the program goes on;
// once nobody does the rest is a deadlock.
#include <csp_io.h>
#include <stdio.h>
#include <unistd.h>

static coroutine void waits(int fd)
{
    if (csp_ready(fd, CSP_READABLE) == CSP_READABLE) puts("came");
    // OUT: came
}

static coroutine void outside(int fd)
{
    blocking usleep(20000);
    blocking if (write(fd, "x", 1) != 1) puts("?");
}

int main(void)
{
    int ends[2];
    chan(int) never = chan_make(int, 0);
    if (pipe(ends)) return 1;
    go outside(ends[1]);
    go waits(ends[0]);
    chan_get(never);
}
// ERR: csp: deadlock: all coroutines are asleep
// ERR: waits-in-report.c:@LINE-3: receive never (channel 0x
// EXIT: 2
// FLAGS: -Wno-csp-one-sided
