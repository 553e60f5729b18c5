// RUN: %program %s
// A file that includes csp.h and only makes channels and starts tasks works,
// and main is plain then.
#include <csp.h>
#include <stdio.h>

static int ran;

static void set(int to)
{
    ran = to;
}

int main(void)
{
    chan(int) c = chan_make(int, 2);
    set(5);
    printf("%d %zu %s\n", ran, chan_cap(c), csp_error_text(CSP_ECLOSED));
    chan_close(c);
    chan_release(c);
    return 0; // OUT: 5 2 the channel is closed
}
