// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A select fills in its cases, waits, and goes to its case in a switch that is
// the user's own; what was received is stored behind the label. A case that
// another falls into stores before that, and only if it happened itself.
#include <csp.h>

static int work(chan(int) a, chan(int) b, int n)
{
    int v = 0, w = 0;
    select {
    case_recv(a, &v): n += v;
    case_recv(a, &w): return w;
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
// CHECK: .cases[0] = csp_rt_case_recv(a, &f->select_1.value_0);
// CHECK: {{.*}}value_2 = n + 1;
// CHECK-NEXT: {{.*}}.cases[2] = csp_rt_case_send(b, &f->select_1.value_2);
// CHECK-NEXT: {{.*}}csp_rt_select(csp_worker, &f->csp, f->select_1.cases, 3, CSP_SELECT_DEFAULT);
// CHECK: switch (csp_result) {
// CHECK-NEXT: case 1:
// CHECK-NEXT: w = f->select_1.value_1;
// CHECK-NEXT: break;
// CHECK-NEXT: }
// CHECK: switch (csp_result)
// CHECK: case 0:
// CHECK-NEXT: v = f->select_1.value_0;
// CHECK: case 1:
// CHECK-NEXT: f->csp_ret = w;
// CHECK: case 2:
// CHECK-NEXT: if (!f->select_1.cases[2].ok) csp_rt_send_failed(
// CHECK: default: n = 4;
