// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A for whose step suspends is an endless loop; continue goes to the step.
#include <csp.h>

static void work(chan(int) c, int n)
{
    for (int i = 0; i < n; i += chan_get(c)) {
        if (n == 3) continue;
        n--;
    }
}

int main(void)
{
    work(0, 1);
    return 0;
}
// CHECK-LABEL: static int work__step(
// CHECK: {{^ *}}i = 0;
// CHECK-NEXT: for (;;) {
// CHECK-NEXT: if (!(i < n)) break;
// CHECK: if (n == 3) goto csp_next_1;
// CHECK: csp_next_1:;
// CHECK-NEXT: csp_result = csp_rt_recv_slot(
// CHECK: i += {{.*}}value
