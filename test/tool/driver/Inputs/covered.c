// Three calls that wait never.
#include <csp.h>

static coroutine int half(chan(int) out, int n)
{
    if (n % 2)
        return -1;
    chan_send(out, n / 2);
    return n / 2;
}

int main(void)
{
    chan(int) out = chan_make(int, 3);
    int total = 0;
    for (int i = 2; i <= 6; i += 2)
        total += half(out, i);
    return total - 6;
}
