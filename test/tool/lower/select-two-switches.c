// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A select fills in its cases, waits, stores what was received in one switch,
// and runs the statements of the case in another one that is the user's own.
#include <csp.h>

static int work(chan(int) a, chan(int) b, int n)
{
    int v = 0;
    select {
    case_recv(a, &v): return v;
    case_send(b, n + 1): break;
    default: n = 4;
    }
    return n;
}

int main(void)
{
    return work(0, 0, 1);
}
// CHECK-LABEL: static int work__step(
// CHECK: .cases[0] = csp_rt_case_recv(a, &f->csp_op.select_1.value_0);
// CHECK-NEXT: {{.*}}value_1 = n + 1;
// CHECK-NEXT: {{.*}}.cases[1] = csp_rt_case_send(b, &f->csp_op.select_1.value_1);
// CHECK-NEXT: {{.*}}csp_rt_select(csp_worker, &f->csp, f->csp_op.select_1.cases, 2, CSP_SELECT_DEFAULT);
// CHECK: switch (csp_result) {
// CHECK-NEXT: case 0:
// CHECK-NEXT: v = f->csp_op.select_1.value_0;
// CHECK-NEXT: break;
// CHECK: switch (csp_result)
// CHECK: case 0:
// CHECK: f->csp_ret = v;
// CHECK: case 1:
// CHECK: break;
// CHECK: default: n = 4;
