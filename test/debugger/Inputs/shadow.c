#include <csp.h>

__attribute__((noinline)) static void touch(int *p)
{
    ++*p;
}

static coroutine int shadow(chan(int) c, int x)
{
    int got = 0;
    {
        int x = 77;
        touch(&x);
        chan_recv(c, &got);
        touch(&x);
        got += x;
    }
    return got + x;
}

int main(void)
{
    auto_chan(int) c = chan_make(int, 1);
    chan_send(c, 1);
    return shadow(c, 5) != 86;
}
