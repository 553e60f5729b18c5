// RUN: %cspcc --emit=c %s | %FileCheck %s
// What unwinds does what is due up to its scope, and goes to the scope's end,
// which tells whether it goes on; a function without one returns CSP_UNWOUND.
#include <csp.h>

void clean(int *x);

static void wait_in(chan(int) c)
{
    int v;
    chan_recv(c, &v);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    __attribute__((cleanup(clean))) int outer = 1;
    within (CSP_MS) {
        __attribute__((cleanup(clean))) int inner = 2;
        wait_in(c);
    }
    return 0;
}
// CHECK-LABEL: static int wait_in__step(
// CHECK: if (!csp_result && (csp_result = csp_rt_ended(csp_worker))) return CSP_UNWOUND;
// CHECK-LABEL: static int main__step(
// CHECK: csp_rt_within(csp_worker, &f->csp_scope_1,
// CHECK: if (csp_result) {
// CHECK-NEXT: clean(&f->inner);
// CHECK-NEXT: goto csp_end_1;
// CHECK: csp_result = 0;
// CHECK: csp_end_1:;
// CHECK: csp_result = csp_rt_scope_leave(csp_worker, &f->csp_scope_1, csp_result);
// CHECK-NEXT: if (csp_result) {
// CHECK-NEXT: clean(&f->outer);
// CHECK-NEXT: return CSP_UNWOUND;
