// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A coroutine that never suspends has neither states nor a place to suspend.
#include <csp.h>

coroutine int work(int n)
{
    return n + 1;
}
// CHECK-LABEL: static int work__step(
// CHECK-NOT: enum {
// CHECK-NOT: csp_suspend
// CHECK: f->csp_ret = n + 1;
// CHECK-NEXT: return CSP_DONE;
