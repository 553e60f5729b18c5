// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A blocking statement stands between a suspension that goes to the pool and
// one that comes back; where there was no need to go, none comes back.
#include <csp.h>

static int work(int n)
{
    blocking n = n * 2;
    return n;
}

int main(void)
{
    return work(1);
}
// CHECK-LABEL: static int work__step(
// CHECK: csp_result = csp_rt_block(csp_worker, &f->csp);
// CHECK-NEXT: if (csp_result < 0) {
// CHECK-NEXT: csp_at = AT_1_BLOCKING;
// CHECK-NEXT: goto csp_suspend;
// CHECK-NEXT: at_1_blocking:
// CHECK-NEXT: csp_result = f->csp.result;
// CHECK: int csp_away = csp_result;
// CHECK-NEXT: n = n * 2;
// CHECK-NEXT: csp_result = csp_away ? csp_rt_unblock(csp_worker, &f->csp) : 0;
