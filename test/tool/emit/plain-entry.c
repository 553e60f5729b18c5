// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// A coroutine with external linkage gets a plain function of its name for plain
// C, and so does a static one whose address is taken; one that is only called
// gets none.
#include <csp.h>

coroutine int outer(int n) { yield(); return n; }
static int pointed(int n) { yield(); return n; }
static int only_called(int n) { yield(); return n; }

int main(void)
{
    int (*p)(int) = (int (*)(int))pointed;
    return outer(1) + only_called(p != 0);
}
// CHECK: outer__step, (void (*)(void))outer,
// CHECK: pointed__step, (void (*)(void))pointed,
// CHECK: only_called__step, 0,
// CHECK: int outer(int n)
// CHECK-NEXT: {
// CHECK-NEXT: struct outer__frame *csp_f = (struct outer__frame *)csp_rt_enter(&outer__co);
// CHECK-NEXT: csp_f->n = n;
// CHECK-NEXT: csp_rt_wait(&csp_f->csp);
// CHECK-NEXT: int csp_value = csp_f->csp_ret;
// CHECK-NEXT: csp_rt_leave(&csp_f->csp);
// CHECK-NEXT: return csp_value;
// CHECK-NEXT: }
// CHECK: static int pointed(int n)
// CHECK-NOT: only_called(int n)
// CHECK: int main(void)
