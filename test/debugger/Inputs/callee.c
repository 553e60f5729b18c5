#include <csp.h>

csp_coroutine int callee(chan(int) c);
csp_coroutine int callee(chan(int) c)
{
    yield();
    chan_send(c, 1);
    return 2;
}
