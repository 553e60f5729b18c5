#include "library.h"

EXPORTED csp_coroutine int from_channel(int n);

int from_channel(int n)
{
    csp_chan(int) c = csp_chan_make(int, 1);
    csp_chan_send(c, n);
    n = csp_chan_get(c);
    csp_chan_release(c);
    return n;
}
