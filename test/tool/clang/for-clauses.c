// RUN: %cspcc --dump=tree --dump-function=work %s | %check
// Each clause of a for may be missing; the tree knows which.
#include <csp.h>

static void work(int n)
{
    for (;;) break;
    for (; n;) break;
    for (;; n++) break;
    for (n = 1;;) break;
    yield();
}

int main(void)
{
    work(1);
    return 0;
}
// CHECK: for `for (;;) break;`
// CHECK-NEXT: break
// CHECK: for `for (; n;) break;`
// CHECK-NEXT: ref `n`
// CHECK-NEXT: break
// CHECK: for `for (;; n++) break;`
// CHECK-NEXT: step `n++`
// CHECK-NEXT: ref `n`
// CHECK-NEXT: break
// CHECK: for `for (n = 1;;) break;`
// CHECK-NEXT: expr `n = 1;`
// CHECK-NEXT: assign
