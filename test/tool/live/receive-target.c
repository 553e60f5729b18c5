// RUN: %cspcc --dump=live --dump-function=work %s | %check
// &v as the target of a receive assigns v and does not count as taking its
// address; anywhere else it does.
#include <csp.h>

static int work(chan(int) c)
{
    int target, known;
    int *p = &known;
    chan_recv(c, &target);
    *p = target;
    yield();
    return known;
}

int main(void)
{
    return work(0);
}
// CHECK: target: local
// CHECK-NEXT: known: not tracked
// CHECK-NEXT: p: crosses
