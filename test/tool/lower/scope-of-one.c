// RUN: %cspcc --emit=c %s | %FileCheck %s
// A deadline round one send or receive, and nothing else that takes time, may be
// counted from where that begins to wait. A call beside it, or a second one,
// takes time.
#include <csp.h>

int price(int n);

int main(void)
{
    chan(int) c = chan_make(int, 0);
    int v = 0, why;
    within (CSP_MS) chan_send(c, v + 1);
    within (price(1), &why) v += chan_get(c);
    within (CSP_MS) chan_send(c, price(v));
    within (CSP_MS) v = chan_get(c) + chan_get(c);
    within (CSP_MS) while (chan_recv(c, &v)) continue;
    until (CSP_MS) chan_send(c, v);
    return why;
}
// CHECK-LABEL: static int main__step(
// CHECK: csp_rt_within_one(csp_worker, &f->csp_scope_1,
// CHECK: csp_rt_within_one(csp_worker, &f->csp_scope_2, (price(1)), (&f->why)
// CHECK: csp_rt_within(csp_worker, &f->csp_scope_3,
// CHECK: csp_rt_within(csp_worker, &f->csp_scope_4,
// CHECK: csp_rt_within(csp_worker, &f->csp_scope_5,
// CHECK: csp_rt_until(csp_worker, &f->csp_scope_6,
