#include <csp.h>

static void work(chan(int) c)
{
    chan_get(c);
}

csp_coroutine void other(chan(int) c);
csp_coroutine void other(chan(int) c)
{
    work(c);
}
