// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// The label of a resumption stands inside of the loop, and the switch at the
// head of the step jumps there.
#include <csp.h>

static void work(int n)
{
    for (int i = 0; i < n; i++)
        yield();
}

int main(void)
{
    work(1);
    return 0;
}
// CHECK-LABEL: static int work__step(
// CHECK: switch (f->csp.resume) {
// CHECK-NEXT: case AT_1_YIELD: goto at_1_yield;
// CHECK-NEXT: }
// CHECK: for (i = 0; i < n; i++)
// CHECK: csp_result = csp_rt_yield(csp_worker, &f->csp);
// CHECK-NEXT: if (csp_result < 0) {
// CHECK-NEXT: csp_at = AT_1_YIELD;
// CHECK-NEXT: goto csp_suspend;
// CHECK-NEXT: at_1_yield:
// CHECK-NEXT: csp_result = f->csp.result;
