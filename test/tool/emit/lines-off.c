// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// -fcsp-lines=off leaves out every line directive.
#include <csp.h>

static void work(void)
{
    int n = 0;



    yield();
    (void)n;
}

int main(void)
{
    work();
    return 0;
}
// CHECK-NOT: {{^}}#line
// CHECK: static int work__step(
// CHECK: case AT_1_YIELD:
// CHECK: {{^ *}}n = 0;
// CHECK-EMPTY:
// CHECK-NEXT: csp_result = csp_rt_yield(
// CHECK-NOT: {{^}}#line
// CHECK: csp_rt_register_v5(
