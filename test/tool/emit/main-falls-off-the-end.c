// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// main as a coroutine returns 0 where its end is reached.
#include <csp.h>

int main(void)
{
    yield();
}
// CHECK-LABEL: static int main__step(
// CHECK: f->csp_ret = 0;
// CHECK-NEXT: return CSP_DONE;
// CHECK-NEXT: csp_suspend:
// CHECK: CSP_COROUTINE_MAIN
// CHECK: int main(void)
// CHECK: csp_rt_enter(&main__co);
