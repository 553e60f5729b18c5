// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// Only the chosen arm of ?: is evaluated.
#include <csp.h>

static int work(chan(int) c, int n)
{
    return n ? chan_get(c) : -1;
}

int main(void)
{
    return work(0, 1);
}
// CHECK-LABEL: static int work__step(
// CHECK: if (n) {
// CHECK: csp_rt_recv_slot(
// CHECK: csp_tmp_1 = {{.*}}value
// CHECK-NEXT: } else {
// CHECK-NEXT: csp_tmp_1 = -1;
// CHECK-NEXT: }
