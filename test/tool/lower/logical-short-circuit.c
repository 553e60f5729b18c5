// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// The right side of && that suspends stands under an if.
#include <csp.h>

static int work(chan(int) c, int n)
{
    return n > 1 && chan_get(c);
}

int main(void)
{
    return work(0, 1);
}
// CHECK-LABEL: static int work__step(
// CHECK: csp_tmp_1 = !!(n > 1);
// CHECK-NEXT: if (csp_tmp_1) {
// CHECK: csp_rt_recv_slot(
// CHECK: csp_tmp_1 = !!f->get_1.value;
// CHECK-NEXT: }
// CHECK: f->csp_ret = csp_tmp_1;
