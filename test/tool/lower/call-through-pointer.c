// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A call through a pointer looks up the coroutine that has this address, and
// calls it as a plain function if there is none.
#include <csp.h>

typedef coroutine int handler(int);
static int work(handler *h)
{
    return h(3);
}

int main(void)
{
    return work(0);
}
// CHECK-LABEL: static int work__step(
// CHECK: f->csp_target = csp_rt_find((void (*)(void))csp_tmp_1, &work__site_1_cache);
// CHECK-NEXT: if (f->csp_target) {
// CHECK-NEXT: f->csp_callee = csp_rt_frame_alloc(csp_worker, f->csp_target, &f->csp);
// CHECK-NEXT: ((struct work__site_1 *)f->csp_callee)->csp_arg1 = csp_tmp_3;
// CHECK-NEXT: csp_result = csp_rt_call(csp_worker, f->csp_callee);
// CHECK: } else {
// CHECK-NEXT: csp_tmp_2 = csp_tmp_1(csp_tmp_3);
