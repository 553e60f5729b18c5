// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// In a do whose condition suspends, continue goes to the condition.
#include <csp.h>

static void work(chan(int) c, int n)
{
    do {
        if (n) continue;
        n++;
    } while (chan_get(c));
}

int main(void)
{
    work(0, 1);
    return 0;
}
// CHECK-LABEL: static int work__step(
// CHECK: for (;;) {
// CHECK: if (n) goto csp_next_1;
// CHECK: n++;
// CHECK: csp_next_1:;
// CHECK-NEXT: csp_result = csp_rt_recv_slot(
// CHECK: break;
