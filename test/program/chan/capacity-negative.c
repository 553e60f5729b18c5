// RUN: %program %s
// A negative capacity stops the program (row G4).
#include <csp.h>

int main(void)
{
    volatile int n = -1;
    chan(int) c = chan_make(int, n); // ERR-RE: csp: .*capacity-negative.c:@LINE: chan_make: capacity out of range \(-1 elements of 4 bytes\)
    chan_release(c);
    return 0;
}
// EXIT: 2
