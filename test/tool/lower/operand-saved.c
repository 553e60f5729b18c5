// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// An operand that could change while the next one waits is saved in the frame.
#include <csp.h>

static int global;
static int work(chan(int) c)
{
    return global * chan_get(c);
}

int main(void)
{
    return work(0);
}
// CHECK: union { /* operands that wait for others */
// CHECK-NEXT: struct {
// CHECK-NEXT: int csp_saved_1;
// CHECK-LABEL: static int work__step(
// CHECK: f->csp_saved_1 = global;
// CHECK-NEXT: csp_result = csp_rt_recv_slot(
// CHECK: f->csp_ret = f->csp_saved_1 * {{.*}}value
