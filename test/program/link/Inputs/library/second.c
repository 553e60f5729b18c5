// A second library of coroutines, over the first.
#include "library.h"

int change_twice(csp_chan(int) in, csp_chan(int) out, change *f)
{
    csp_chan(int) middle = csp_chan_make(int, 0);
    csp_task(int) first = csp_spawn(change_all(in, middle, f));
    int n = change_all(middle, out, f);
    n += csp_join(first);
    csp_chan_release(middle);
    return n;
}

int four_times(int n)
{
    csp_chan(int) in = csp_chan_make(int, 0), out = csp_chan_make(int, 0);
    csp_task(int) t = csp_spawn(change_twice(in, out, doubled));
    csp_chan_send(in, n);
    n = csp_chan_get(out);
    csp_chan_close(in);
    n += 100 * csp_join(t);
    csp_chan_release(in);
    csp_chan_release(out);
    return n;
}
