#include <csp.h>

csp_coroutine int callee(chan(int) c);

int main(void)
{
    chan(int) c = chan_make(int, 1);
    int got = callee(c);
    chan_release(c);
    return got;
}
