// RUN: %program %s
// A send whose result nobody reads, blocked when the channel closes, stops the
// program at its own line (row G7).
#include <csp.h>

static void put(chan(int) c)
{
    chan_send(c, 1); // ERR: close-stops-blocked-sender.c:@LINE: send on a closed channel
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go put(c);
    csp_sleep(5 * 1000 * 1000);
    chan_close(c);
    csp_sleep(3600000000000);
    return 0;
}
// EXIT: 2
// FLAGS: -Wno-csp-one-sided
