// RUN: %cspcc --dump=cfg --dump-function=work %s | %check
// The variable of `x = get` is assigned after the suspension, and `x += get`
// reads its old value there too.
#include <csp.h>

static int work(chan(int) c)
{
    int x = chan_get(c);
    x += chan_get(c);
    return x;
}

int main(void)
{
    return work(0);
}
// CHECK: block 0: use c suspend@[[#@LINE-9]] def x use c suspend@[[#@LINE-8]] use x
