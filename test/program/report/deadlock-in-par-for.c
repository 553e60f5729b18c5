// RUN: %program %s
// REQUIRES: proc
// A par for whose turns wait for ever is a deadlock, and the report names both
// the parent and the turns.
// EXIT: 2
#include <csp.h>

int main(void)
{
    chan(int) c = chan_make(int, 0);
    par for (int i = 0; i < 3; i++) // ERR-RE: main at .*:@LINE: join
        chan_get(c); // ERR-RE: main__par_1 at .*:@LINE: receive c x 3
}
// FLAGS: -Wno-csp-one-sided
