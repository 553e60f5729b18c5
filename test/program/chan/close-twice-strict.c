// RUN: %program %s
// Under CSP_STRICT=1 closing a closed channel is a mistake that stops the
// program with its place; closing one that has failed is none (row G7).
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 1), d = chan_make(int, 1);
    chan_fail(c, 3);
    chan_close(c);
    chan_close(d);
    printf("%d\n", chan_error(c)); // OUT: 3
    chan_close(d); // ERR: close-twice-strict.c:@LINE: close of a closed channel
    puts("not reached");
    return 0;
}
// ENV: CSP_STRICT=1
// EXIT: 2
