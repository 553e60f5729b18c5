// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// Of a coroutine of another file only the prototype is known: its frame begins
// as the call frame says, and comes from the pool.
#include <csp.h>

coroutine double outside(int n, const char *name);

int main(void)
{
    return (int)outside(3, "x");
}
// CHECK: struct outside__call {
// CHECK-NEXT: struct csp_frame csp;
// CHECK-NEXT: double csp_ret;
// CHECK-NEXT: int csp_arg1;
// CHECK-NEXT: const char *csp_arg2;
// CHECK-NEXT: };
// CHECK-NEXT: extern const struct csp_descriptor outside__co;
// CHECK: csp_rt_frame_alloc(csp_worker, &outside__co, &f->csp);
