// RUN: %program %s
// Offer and poll never wait: two values into a buffer of two, no third; then
// they come out, and no third (row C5). A value may come from a coroutine.
#include <csp.h>

static int later(int v)
{
    yield();
    return v;
}

int main(void)
{
    chan(int) c = chan_make(int, 2);
    int v = 0;
    if (chan_try_send(c, 1) != 1 || chan_try_send(c, later(2)) != 1) return 1;
    if (chan_try_send(c, 3) != 0) return 2;
    if (chan_try_recv(c, &v) != 1 || v != 1) return 3;
    if (chan_try_recv(c, &v) != 1 || v != 2) return 4;
    if (chan_try_recv(c, &v) != 0 || v != 2) return 5;
    chan_close(c);
    if (chan_try_send(c, 4) != CSP_ECLOSED) return 6;
    if (chan_try_recv(c, &v) != CSP_ECLOSED || v != 0) return 7;
    chan_release(c);
    return 0;
}
