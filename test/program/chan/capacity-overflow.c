// RUN: %program %s
// A capacity that no address space holds stops the program (row G4).
#include <csp.h>

struct block { char bytes[1 << 20]; };

int main(void)
{
    volatile int64_t n = ((int64_t)1 << 27) + 1;
    chan(struct block) c = chan_make(struct block, n); // ERR: capacity-overflow.c:@LINE: chan_make: capacity out of range (134217729 elements of 1048576 bytes)
    chan_release(c);
    return 0;
}
// EXIT: 2
