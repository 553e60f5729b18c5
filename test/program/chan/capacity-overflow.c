// RUN: %program %s
// A capacity whose bytes cannot be counted stops the program (row G4).
#include <csp.h>

struct block { char bytes[1 << 20]; };

int main(void)
{
    volatile int64_t n = INT64_MAX / 1000;
    chan(struct block) c = chan_make(struct block, n);
    chan_release(c);
    return 0;
}
// ERR: chan_make: size out of range
// EXIT: 2
