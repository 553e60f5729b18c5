// RUN: %program %s
// A negative capacity stops the program (row G4).
#include <csp.h>

int main(void)
{
    volatile int n = -1;
    chan(int) c = chan_make(int, n);
    chan_release(c);
    return 0;
}
// ERR: chan_make: size out of range
// EXIT: 2
