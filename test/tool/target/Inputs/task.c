#include <csp.h>

static coroutine void send(chan(int) c) { chan_send(c, 1); }

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go send(c);
    return !chan_recv(c, NULL);
}
