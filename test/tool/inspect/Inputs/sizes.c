#include <csp.h>

static void slow(chan(int) c)
{
    int n;
    chan_recv(c, &n);
    chan_send(c, n);
}

static void old(void)
{
    yield();
}

int main(void)
{
    chan(int) c = chan_make(int, 1);
    slow(c);
    old();
}
