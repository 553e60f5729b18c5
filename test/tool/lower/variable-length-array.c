// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// An array of variable length whose scope suspends takes memory for as long as
// its scope.
#include <csp.h>

static int work(int n)
{
    int list[n];
    list[0] = n;
    yield();
    return list[0];
}

int main(void)
{
    return work(1);
}
// CHECK-LABEL: static int work__step(
// CHECK: csp_length_1 = n;
// CHECK-NEXT: {{.*}}list = csp_rt_scratch(sizeof(int [{{.*}}csp_length_1]),
// CHECK: variable-length-array.c",
// CHECK: [[#@LINE-14]]);
// CHECK: csp_ret =
// CHECK-NEXT: csp_rt_scratch_free(
// CHECK-NEXT: return CSP_DONE;
