// RUN: %cspcc --dump=cfg --dump-function=work %s | %check
// A block that nothing leads to, behind a jump, is not shown.
#include <csp.h>

static int work(chan(int) c)
{
    int v = 0;
    chan_recv(c, &v);
    return v;
}

int main(void)
{
    return work(0);
}
// CHECK: function work
// CHECK-NEXT: block 0: def v use c suspend@[[#@LINE-9]] def v use v ->
// CHECK-NOT: block
