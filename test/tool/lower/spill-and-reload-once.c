// RUN: %cspcc --emit=c -fcsp-lines=off %s | %check
// All suspensions share one place that saves and one that reloads; a parameter
// that nothing writes to is not saved again.
#include <csp.h>

static int work(int n, int m)
{
    int kept = n++;
    yield();
    yield();
    return kept + n + m;
}

int main(void)
{
    return work(1, 2);
}
// CHECK-LABEL: static int work__step(
// CHECK: int n = f->n;
// CHECK-NEXT: int m = f->m;
// CHECK-NEXT: int kept = 0;
// CHECK-NEXT: if (f->csp.resume) {
// CHECK-NEXT: kept = f->kept;
// CHECK-NEXT: }
// CHECK: csp_suspend:
// CHECK-NEXT: f->n = n;
// CHECK-NEXT: f->kept = kept;
// CHECK-NEXT: f->csp.resume = (csp_u32)csp_at;
// CHECK-NEXT: return csp_result;
