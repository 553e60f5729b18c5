// RUN: %program %s
// chan_len and chan_cap tell what is in the buffer and how much fits
// (row G4).
#include <csp.h>
#include <stdio.h>

int main(void)
{
    chan(int) c = chan_make(int, 10), none = NULL;
    chan(double) d = chan_make(double, 0);
    for (int i = 0; i < 3; i++)
        chan_send(c, i);
    printf("%zu %zu\n", chan_len(c), chan_cap(c));       // OUT: 3 10
    printf("%zu %zu\n", chan_len(d), chan_cap(d));       // OUT: 0 0
    printf("%zu %zu\n", chan_len(none), chan_cap(none)); // OUT: 0 0
    chan_get(c);
    chan_close(c);
    printf("%zu %zu\n", chan_len(c), chan_cap(c));       // OUT: 2 10
    chan_release(c);
    chan_release(d);
    chan_release(none);
    return 0;
}
