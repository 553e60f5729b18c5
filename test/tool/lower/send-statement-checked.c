// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A send whose result nobody reads stops the program if it fails; one that is
// read or cast to void does not.
#include <csp.h>

static bool work(chan(int) c)
{
    chan_send(c, 1);
    (void)chan_send(c, 2);
    return chan_send(c, 3);
}

int main(void)
{
    return work(0);
}
// CHECK-LABEL: static int work__step(
// CHECK: at_1_send_c:
// CHECK-NEXT: csp_result = f->csp.result;
// CHECK-NEXT: }
// CHECK-NEXT: if (!csp_result && (csp_result = csp_rt_ended(csp_worker))) return CSP_UNWOUND;
// CHECK-NEXT: if (!csp_result) csp_rt_send_failed(
// CHECK: send-statement-checked.c",
// CHECK: [[#@LINE-16]]);
// CHECK-NOT: csp_rt_send_failed
// CHECK: return CSP_DONE;
