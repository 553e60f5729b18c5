// RUN: %cspcc --dump=lower --dump-function=work %s | %check
// The dump is of the one function asked for, and holds its statements: those
// that do not suspend as written, the others as calls of the runtime.
#include <csp.h>

static int work(chan(int) c)
{
    int sum = 40 + 1;
    return sum + chan_get(c);
}

int main(void)
{
    return work(0);
}
// CHECK-NOT: function main
// CHECK-LABEL: function work
// CHECK: sum = 40 + 1;
// CHECK: csp_rt_recv_slot(csp_worker
// CHECK: return CSP_DONE;
// CHECK-NOT: function main
