// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// -fcsp-lines=off leaves out every line directive.
#include <csp.h>

static void work(void)
{
    yield();
}

int main(void)
{
    work();
    return 0;
}
// CHECK-NOT: {{^}}#line
// CHECK: static int work__step(
// CHECK-NOT: {{^}}#line
// CHECK: csp_rt_register_v1(
